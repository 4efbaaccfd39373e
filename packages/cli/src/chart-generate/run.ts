import { relative } from 'node:path';
import { compareChart, type Difference, writeChart } from '@hawser/chart/generate';
import { CliError } from '../error.ts';
import { print } from '../terminal/output.ts';
import { planCharts } from './plan.ts';
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
  const planned = await planCharts(await loadChartProject(cwd), services);
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

const count = ({ missing, changed, extra }: Difference) => missing.length + changed.length + extra.length;

/** What is or was different, in words: `2 new, 1 changed`; a few files by their names. */
function describe({ missing, changed, extra }: Difference): string {
  const named = (files: readonly string[], what: string) => {
    if (files.length === 0) return [];
    return [files.length <= 3 ? `${what} ${files.join(', ')}` : `${files.length} files ${what}`];
  };
  return [...named(missing, 'new'), ...named(changed, 'changed'), ...named(extra, 'removed')].join('; ');
}
