import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Helm } from '../helm/index.ts';

/** What a chart is rendered with. */
export interface RenderOptions {
  /** The release's name. */
  release: string;
  /** Default: `default`. */
  namespace?: string | undefined;
  /** Values files, later ones win. */
  values?: readonly string[] | undefined;
  /** Further arguments of `helm template`. */
  args?: readonly string[] | undefined;
  /** A folder where charts that were put together are kept for the next time. Default: none are. */
  cache?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Renders a chart's folder, with what it depends on by `file://`, or a package.
 *
 * @returns the objects as YAML, as `helm template` prints them
 * @throws HelmError HELM_COMMAND_FAILED with what the chart says against the values
 */
export async function renderChart(helm: Helm, chart: string, options: RenderOptions): Promise<string> {
  if (chart.endsWith('.tgz')) return template(helm, chart, options);
  const { assembledChart } = await import('./cache.ts');
  if (options.cache !== undefined) return template(helm, await assembledChart(chart, options.cache), options);
  const folder = mkdtempSync(join(tmpdir(), 'hawser-chart-'));
  try {
    return await template(helm, await assembledChart(chart, folder), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * How far memory may grow before Go collects garbage, in percent: Helm lives for so short that collecting as often as a server
 * does takes a fifth of its time, and a platform's charts take about 100 MB so.
 */
const garbage = '400';

async function template(helm: Helm, chart: string, options: RenderOptions): Promise<string> {
  const { release, namespace = 'default', values = [], args = [], signal } = options;
  const files = values.flatMap(file => ['--values', file]);
  const command = ['template', release, chart, '--namespace', namespace, ...files, ...args];
  const env = { GOGC: process.env['GOGC'] ?? garbage };
  return (await helm.run(command, { signal, env })).stdout;
}
