import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type ChartPackage,
  findChart,
  findCharts,
  packageChart,
  readPackage,
} from '@hawser/delivery/package';
import { folderOfValues } from '../dialect/chart.ts';
import { CliError } from '../error.ts';
import { projectRoot } from './root.ts';

/**
 * Packages the charts that a command line names: by folder, by name, by a values.yaml of TARS or OpenStack-Helm, or as packages (`.tgz`) that are there already. None
 * named: all of the project, without those that an umbrella brings along.
 */
export async function packagesOf(named: readonly string[], cwd: string): Promise<ChartPackage[]> {
  const root = projectRoot(cwd);
  if (named.length > 0) return Promise.all(named.map(one => packageOf(one, root, cwd)));
  const charts = findCharts(root).filter(({ bundledIn }) => bundledIn === undefined);
  if (charts.length === 0)
    throw new CliError(`there are no charts in ${root}`, {
      hint: 'name a chart’s folder, or go to a project’s folder',
    });
  return Promise.all(charts.map(({ folder }) => packageChart(folder)));
}

async function packageOf(named: string, root: string, cwd: string): Promise<ChartPackage> {
  if (!named.endsWith('.tgz'))
    return packageChart((await folderOfValues(cwd, named)) ?? findChart(root, cwd, named));
  const file = resolve(cwd, named);
  try {
    return await readPackage(await readFile(file), named);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CliError(`there is no ${file}`, { exitCode: 2 });
  }
}
