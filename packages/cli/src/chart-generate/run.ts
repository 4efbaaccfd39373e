import { relative, resolve } from 'node:path';
import { compareChart, type Difference, writeChart } from '@hawser/chart/generate';
import { chartOfValues } from '../dialect/chart.ts';
import { CliError } from '../error.ts';
import { print } from '../terminal/output.ts';
import { type PlannedChart, planCharts } from './plan.ts';
import { loadChartProject } from './source.ts';

export interface ChartGenerateCommand {
  check?: boolean;
}

/** Writes charts, or says which are others than they would be written. */
export async function runChartGenerate(
  services: readonly string[],
  { check = false }: ChartGenerateCommand,
): Promise<void> {
  const cwd = process.cwd();
  const planned = await plan(cwd, services);
  const changed = planned
    .map(({ folder, files }) => ({ folder, difference: (check ? compareChart : writeChart)(folder, files) }))
    .filter(({ difference }) => count(difference) > 0)
    .map(({ folder, difference }) => `${relative(cwd, folder) || '.'}: ${describe(difference)}`);
  if (check && changed.length > 0) {
    throw new CliError(['charts aren’t what the manifests say:', ...changed].join('\n  '), {
      hint: 'run `hawser chart generate` and commit what it writes',
    });
  }
  await print(`${[...changed, `${planned.length} charts, ${changed.length} changed`].join('\n')}\n`);
}

/** Charts of the project, or those of values files, each in a folder of its name. */
async function plan(cwd: string, named: readonly string[]): Promise<PlannedChart[]> {
  const made = await Promise.all(named.map(name => chartOfValues(cwd, name)));
  const others = named.filter((_, index) => made[index] === undefined);
  const own = made.filter(chart => chart !== undefined);
  const planned = own.map(({ name, files }) => ({ name, files, folder: resolve(cwd, name) }));
  if (own.length > 0 && others.length === 0) return planned;
  return [...planned, ...(await planCharts(await loadChartProject(cwd), others))];
}

const count = ({ missing, changed, extra }: Difference) => missing.length + changed.length + extra.length;

/** What is or was different, in words: `2 new, 1 changed`; a few files by their names. */
function describe({ missing, changed, extra }: Difference): string {
  const named = (files: readonly string[], what: string) => {
    if (files.length === 0) return [];
    return [files.length <= 3 ? `${what} ${files.join(', ')}` : `${files.length} files ${what}`];
  };
  return [...named(missing, 'new'), ...named(changed, 'changed'), ...named(extra, 'removed')].join('; ');
}
