import { relative } from 'node:path';
import { findHelm } from '@hawser/chart/helm';
import { type ChartProblem, lintChart } from '@hawser/chart/lint';
import { findChart } from '../chart-render/run.ts';
import { print } from '../terminal/output.ts';

export interface ChartLintCommand {
  values?: string[];
  set?: string[];
  external?: string[];
  output: 'table' | 'json';
}

type Found = ChartProblem & { chart: string };

/** Checks charts and prints what is wrong; exit code 1 then. */
export async function runChartLint(names: readonly string[], command: ChartLintCommand): Promise<void> {
  const cwd = process.cwd();
  const charts =
    names.length > 0 ? await Promise.all(names.map(name => findChart(cwd, name))) : await projectCharts(cwd);
  const helms = await Promise.all([findHelm(3), findHelm(4)]);
  const found: Found[] = [];
  for (const [index, chart] of charts.entries()) {
    const { values, set, external } = command;
    // TARS's pods write logs to their host, and run as whom their image says.
    const ofValues = /\.ya?ml$/.test(names[index] ?? '');
    const problems = await lintChart(chart, { helms, values, set, external, restricted: !ofValues });
    const name = ofValues ? names[index]! : relative(cwd, chart) || '.';
    // Of a values file's chart, the rest is Hawser's own, and the file is taken as it is.
    const own = problems.filter(({ check }) => !ofValues || check !== 'metadata');
    found.push(...own.map(problem => ({ chart: name, ...problem })));
  }
  if (found.length > 0) process.exitCode = 1;
  if (command.output === 'json') return print(`${JSON.stringify(found, null, 2)}\n`);
  const count = charts.length === 1 ? '1 chart' : `${charts.length} charts`;
  const end = found.length === 0 ? `${count}, nothing wrong` : `${count}, ${found.length} problems`;
  await print(`${[...found.map(line), end].join('\n')}\n`);
}

const line = ({ chart, check, about, message }: Found) =>
  `${chart}: ${check}: ${about ? `${about}: ` : ''}${message}`;

/** The folders of all charts that the project has. */
async function projectCharts(cwd: string): Promise<string[]> {
  const { loadChartProject } = await import('../chart-generate/source.ts');
  const { planCharts } = await import('../chart-generate/plan.ts');
  return (await planCharts(await loadChartProject(cwd), [])).map(({ folder }) => folder);
}
