import { chartYaml } from '../generate/chart-yaml.ts';
import type { ChartFiles } from '../generate/file.ts';
import type { ChartFacts } from '../generate/project.ts';
import { type JsonSchema, umbrellaSchema } from '../schema/index.ts';
import { bundledCharts, bundledFiles, bundledValues } from './bundled.ts';
import { umbrellaDependencies } from './dependencies.ts';
import { ancestorBlocks } from './ignored.ts';
import { knownTemplates, type Values } from './known.ts';
import { typesOf } from './types.ts';
import { umbrellaValues } from './values.ts';

/** The umbrella's name: the chart's, and the release's unless somebody calls it otherwise. */
export const umbrellaName = 'hawser';

/** What an umbrella is made of. */
export interface UmbrellaFacts {
  /** The platform's version, SemVer. */
  version: string;
  /** Its services and plugins, in the order in which they can be installed. */
  charts: readonly ChartFacts[];
  /** Where the umbrella's chart goes; bundled charts lie beside it. */
  folder: string;
}

/** All files of the chart that has every service of a platform. */
export function umbrellaFiles({ version, charts, folder }: UmbrellaFacts): ChartFiles {
  const ignored = ancestorBlocks.filter(block => !charts.some(({ name }) => name === block));
  const { values, text } = umbrellaValues(charts);
  return new Map([
    [
      'Chart.yaml',
      chartYaml({
        name: umbrellaName,
        version,
        description: 'The whole platform: every service, with what it needs to be tried out.',
        kind: 'umbrella',
        wholeSchema: true,
        keywords: ['hawser', 'platform', 'microservices'],
        images: Object.fromEntries(charts.map(({ name, image }) => [name, `${image.name}:${image.version}`])),
        dependencies: umbrellaDependencies(folder, charts, version),
      }),
    ],
    ['values.yaml', text],
    ['values.schema.json', `${JSON.stringify(schema(charts, values), null, 1)}\n`],
    ['templates/_known.tpl', known(charts, values, ignored)],
    ['files/ignored.txt', `${ignored.join('\n')}\n`],
    ...ownTemplates(charts, version),
  ]);
}

/** The umbrella's own templates. Those that bring the platform up are left out where a chart among its own does that. */
function ownTemplates(charts: readonly ChartFacts[], version: string): ChartFiles {
  const files = bundledFiles(umbrellaName, version);
  if (!charts.some(({ kind }) => kind === 'initializer')) return files;
  return new Map([...files].filter(([path]) => !/^templates\/_?(initializer|collector)\b/.test(path)));
}

/** The schema of the values of the umbrella and of all its charts, which Helm reads quicker than one of each. */
function schema(charts: readonly ChartFacts[], values: Values): JsonSchema {
  const whole = umbrellaSchema(Object.fromEntries(charts.map(({ name, kind }) => [name, kind])));
  const { properties } = typesOf(values);
  return { ...whole, properties: { ...(properties as object), ...(whole['properties'] as object) } };
}

/** Keys at the top that the ancestors' files have for the umbrella itself, and that change nothing here. */
const ancestorKeys = ['enabled', 'image', 'resources', 'imagePullSecrets'];

function known(charts: readonly ChartFacts[], values: Values, ignored: readonly string[]): string {
  const own = Object.entries(values).filter(
    ([key]) => key !== 'global' && !charts.some(({ name }) => name === key),
  );
  const others = ['global', ...charts.map(({ name }) => name), ...ignored, ...ancestorKeys, 'hawser-library'];
  const bundled = bundledCharts.map(name => [name, { ...bundledValues(name), enabled: true }] as const);
  return knownTemplates('hawser.known.umbrella', Object.fromEntries([...own, ...bundled]), {
    open: ['ingress.paths', 'secrets.ensure', 'initializer.services', 'initializer.plugins'],
    others,
    templates: { global: 'hawser.known.backend.global' },
  });
}
