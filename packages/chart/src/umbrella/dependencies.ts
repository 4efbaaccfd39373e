import { join } from 'node:path';
import { chartFolder, fileUrl, libraryDependency } from '../generate/chart.ts';
import type { Dependency } from '../generate/chart-yaml.ts';
import type { ChartFacts } from '../generate/project.ts';
import { bundledCharts } from './bundled.ts';

/** What the umbrella in a folder is made of: the library, what is bundled, the services and the plugins, each with its switch. */
export function umbrellaDependencies(
  folder: string,
  charts: readonly ChartFacts[],
  version: string,
): Dependency[] {
  const bundled = bundledCharts.map(name => ({
    name,
    version,
    repository: fileUrl(folder, join(folder, '..', name)),
    condition: `${name}.enabled`,
  }));
  const own = charts.map(({ name, version: its, folder: source }) => ({
    name,
    version: its,
    repository: fileUrl(folder, chartFolder(source)),
    condition: `${name}.enabled`,
  }));
  return [libraryDependency(folder), ...bundled, ...own];
}
