import { join } from 'node:path';
import { type ChartFiles, chartFiles, chartFolder } from '@hawser/chart/generate';
import { bundledCharts, bundledFiles, umbrellaFiles, umbrellaName } from '@hawser/chart/umbrella';
import { usageError } from '../error.ts';
import type { ChartProject } from './source.ts';

/** A chart to write. */
export interface PlannedChart {
  name: string;
  folder: string;
  files: ChartFiles;
}

/** Where the platform's own chart and the bundled ones are. */
export const platformCharts = (root: string): string => join(root, 'deploy', 'helm');

/**
 * The charts to write: those that are named, or all with the platform's and the bundled ones.
 *
 * @throws CliError for a name that nothing here has
 */
export async function planCharts(project: ChartProject, names: readonly string[]): Promise<PlannedChart[]> {
  const { root, version, charts } = project;
  const own = charts.map(facts => ({ name: facts.name, folder: chartFolder(facts.folder), facts }));
  if (names.length > 0)
    await requireKnown(
      names,
      own.map(({ name }) => name),
    );
  const planned = own
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map(({ name, folder, facts }) => ({ name, folder, files: chartFiles(facts) }));
  if (version === undefined || names.length > 0) return planned;
  const at = platformCharts(root);
  const folder = join(at, umbrellaName);
  return [
    ...planned,
    ...bundledCharts.map(name => ({ name, folder: join(at, name), files: bundledFiles(name, version) })),
    { name: umbrellaName, folder, files: umbrellaFiles({ version, charts, folder }) },
  ];
}

async function requireKnown(names: readonly string[], known: readonly string[]): Promise<void> {
  const unknown = names.find(name => !known.includes(name));
  if (unknown === undefined) return;
  const { nearest } = await import('@hawser/core/config');
  const meant = nearest(unknown, known);
  throw usageError(
    `there is no service, plugin or program "${unknown}"${meant ? `; did you mean "${meant}"?` : ''}`,
    `there are ${known.join(', ')}`,
  );
}
