import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { helmSchema, valuesTable } from '../schema/index.ts';
import { chartYaml } from './chart-yaml.ts';
import { configYaml } from './config-yaml.ts';
import type { ChartFiles } from './file.ts';
import { furtherValues, globalValues } from './further.ts';
import { type ChartFacts, isService } from './project.ts';
import { readme } from './readme.ts';
import { templateFiles } from './templates.ts';
import { valuesYaml } from './values-yaml.ts';

/** The library chart's folder. */
export const libraryFolder: string = join(import.meta.dirname, '../../library');

/** Where a service's chart is, inside the service's folder. */
export const chartFolder = (folder: string): string => join(folder, 'deploy', 'helm');

/** The library as a dependency of the chart in a folder. */
export function libraryDependency(chart: string) {
  const { name, version } = parse(readFileSync(join(libraryFolder, 'Chart.yaml'), 'utf8')) as {
    name: string;
    version: string;
  };
  return { name, version, repository: fileUrl(chart, libraryFolder) };
}

/** A folder as Helm's dependencies name it, from another one. */
export const fileUrl = (from: string, to: string): string =>
  `file://${relative(from, to).split(sep).join('/')}`;

/** All files of a chart: a service's, a plugin's or a program's. */
export function chartFiles(facts: ChartFacts): ChartFiles {
  const { name, kind, version, summary, folder, image } = facts;
  const values = valuesYaml(facts, globalValues(facts), furtherValues(facts));
  return new Map([
    [
      'Chart.yaml',
      chartYaml({
        name,
        version,
        description: summary,
        kind,
        ...(isService(kind) ? { servers: facts.servers } : {}),
        keywords: ['hawser', kind === 'backend' ? 'microservice' : kind, name],
        images: { [name]: `${image.name}:${image.version}` },
        dependencies: [libraryDependency(chartFolder(folder))],
      }),
    ],
    ['README.md', readme(facts, valuesTable(kind, parse(values) as Record<string, unknown>))],
    ['values.yaml', values],
    ['values.schema.json', `${JSON.stringify(helmSchema(kind), null, 1)}\n`],
    ...(isService(kind) ? [['config/config.yaml', configYaml(facts)] as const] : []),
    ...templateFiles(kind),
  ]);
}
