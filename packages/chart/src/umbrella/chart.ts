import { chartYaml } from '../generate/chart-yaml.ts';
import type { ChartFiles } from '../generate/file.ts';
import type { ChartFacts } from '../generate/project.ts';
import { bundledFiles } from './bundled.ts';
import { umbrellaDependencies } from './dependencies.ts';
import { ancestorBlocks } from './ignored.ts';
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
  const names = new Set(charts.map(({ name }) => name));
  return new Map([
    [
      'Chart.yaml',
      chartYaml({
        name: umbrellaName,
        version,
        description: 'The whole platform: every service, with what it needs to be tried out.',
        keywords: ['hawser', 'platform', 'microservices'],
        images: Object.fromEntries(charts.map(({ name, version: its }) => [name, `hawser/${name}:${its}`])),
        dependencies: umbrellaDependencies(folder, charts, version),
      }),
    ],
    ['values.yaml', umbrellaValues(charts)],
    ['files/ignored.txt', `${ancestorBlocks.filter(name => !names.has(name)).join('\n')}\n`],
    ...bundledFiles(umbrellaName, version),
  ]);
}
