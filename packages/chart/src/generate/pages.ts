import { stringify } from 'yaml';
import { helmSchema } from '../schema/index.ts';
import { libraryDependency } from './chart.ts';
import { chartYaml } from './chart-yaml.ts';
import type { ChartFiles } from './file.ts';

/** Pages that a platform has: a frontend with a configuration of its own, such as a console, or a static site. */
export interface PagesDescription {
  kind: 'frontend' | 'static';
  /** The chart's name and its objects'. */
  name: string;
  /** One sentence. */
  summary: string;
  /** The image's name, without a tag. */
  image: string;
  /** SemVer, of the chart and of the image. */
  version: string;
  /** Where the chart goes. */
  folder: string;
}

/** Template files of pages, each with the library's named template that it is. */
const pages: Readonly<Record<string, string>> = {
  'deployment.yaml': 'web.deployment',
  'hpa.yaml': 'hpa.rest',
  'ingress.yaml': 'web.ingress',
  'pdb.yaml': 'pdb.rest',
  'pvc.yaml': 'pvc.rest',
  'service-account.yaml': 'serviceaccount',
  'service.yaml': 'web.service',
};

const templates = { frontend: { 'conf.yaml': 'web.conf', ...pages }, static: pages };

/** All files of the chart of a frontend or a static site. */
export function pagesFiles({ kind, name, summary, image, version, folder }: PagesDescription): ChartFiles {
  const values = {
    enabled: true,
    name,
    image: { name: image, version },
    replicas: 1,
    ...(kind === 'frontend' ? { production_json: {} } : {}),
    ingress: { enabled: false },
  };
  return new Map([
    [
      'Chart.yaml',
      chartYaml({
        name,
        version,
        description: summary,
        kind,
        keywords: ['hawser', kind, name],
        images: { [name]: `${image}:${version}` },
        dependencies: [libraryDependency(folder)],
      }),
    ],
    ['README.md', `# ${name}\n\n${summary}\n`],
    ['values.yaml', stringify(values)],
    ['values.schema.json', `${JSON.stringify(helmSchema(kind), null, 1)}\n`],
    ...Object.entries(templates[kind]).map(
      ([file, template]) => [`templates/${file}`, `{{ include "hawser.${template}" . -}}\n`] as const,
    ),
  ]);
}
