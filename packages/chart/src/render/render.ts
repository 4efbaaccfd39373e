import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Helm } from '../helm/index.ts';
import { assembleChart } from './assemble.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'hawser-chart-'));
  try {
    assembleChart(chart, folder);
    return await template(helm, folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function template(helm: Helm, chart: string, options: RenderOptions): Promise<string> {
  const { release, namespace = 'default', values = [], args = [], signal } = options;
  const files = values.flatMap(file => ['--values', file]);
  const command = ['template', release, chart, '--namespace', namespace, ...files, ...args];
  return (await helm.run(command, { signal })).stdout;
}
