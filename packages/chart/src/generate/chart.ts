import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { NeededSecretFile } from '@hawser/core/config';
import { parse } from 'yaml';
import { chartYaml } from './chart-yaml.ts';
import { configYaml } from './config-yaml.ts';
import { endpointOf } from './endpoint.ts';
import type { ChartFiles } from './file.ts';
import type { ChartFacts } from './project.ts';
import { templateFiles } from './templates.ts';
import { backendValues, type FurtherValue } from './values-yaml.ts';

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

/** All files of a service's or a plugin's chart. */
export function chartFiles(facts: ChartFacts): ChartFiles {
  const { name, kind, version, summary, folder } = facts;
  const image = `hawser/${name}`;
  return new Map([
    [
      'Chart.yaml',
      chartYaml({
        name,
        version,
        description: summary,
        keywords: ['hawser', kind === 'plugin' ? 'plugin' : 'microservice', name],
        images: { [name]: `${image}:${version}` },
        dependencies: [libraryDependency(chartFolder(folder))],
      }),
    ],
    ['values.yaml', backendValues(facts, furtherValues(facts))],
    ['config/config.yaml', configYaml(facts)],
    ...templateFiles(kind),
  ]);
}

/** The values that come from the manifest. */
function furtherValues({ database, node, secretFiles }: ChartFacts): FurtherValue[] {
  return [
    {
      key: 'migration',
      description: 'The Job that migrates the database, which pods wait for.',
      value: { enabled: database },
    },
    {
      key: 'wait',
      description: 'The services that pods wait for, and where they answer.',
      value: { services: Object.fromEntries(node.waits.map(name => [name, endpointOf(name)])) },
    },
    {
      key: 'secretFiles',
      description: 'Secrets that the service reads from files.',
      value: Object.fromEntries(secretFiles.map(file => [secretFileName(file), secretFileValue(file)])),
    },
  ];
}

/** What a file with a secret is called in the values: `encryption-key` for `encryption.key`. */
export const secretFileName = ({ key }: NeededSecretFile): string => key.replace(/[^a-z0-9]+/g, '-');

const secretFileValue = ({ key, path }: NeededSecretFile) => ({
  existingSecret: '',
  key,
  env: `HAWSER_${path.map(step => step.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()).join('__')}`,
});
