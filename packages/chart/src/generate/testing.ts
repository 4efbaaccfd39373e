import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import greeter from '../../../../examples/greeter/service.ts';
import platform from '../../../../platform.ts';
import { findHelm } from '../helm/index.ts';
import { chartFiles, chartFolder } from './chart.ts';
import { writeChart } from './file.ts';
import type { ProgramSource } from './program.ts';
import { type ChartFacts, chartFacts } from './project.ts';

/** Where charts are written; tests remove it. */
export const root: string = mkdtempSync(join(tmpdir(), 'hawser-programs-'));

/** A service that keeps plugins running, as far as a chart shows. */
const supervisor = {
  ...greeter,
  name: 'supervisor',
  summary: 'Keeps plugins running',
  kind: 'supervisor',
  servers: ['scheduler', 'worker'],
  asks: [platform.services.find(({ name }) => name === 'plugin')!.services[0]!.service],
} as const;

/** A program as a platform.ts may name it. */
export const program = (kind: ProgramSource['kind'], name: string, further: Partial<ProgramSource> = {}) => ({
  kind,
  name,
  summary: `The ${name}`,
  version: '1.2.3',
  folder: join(root, name),
  ...further,
});

/** A platform with every kind of chart, whose charts go into a temporary folder. */
export const source = {
  services: [...platform.services, supervisor].map(manifest => ({
    manifest,
    folder: join(root, 'services', manifest.name),
  })),
  plugins: [
    {
      id: 'plugin-gauge',
      summary: 'Gauge collector',
      resourceType: 'inventory.Collector',
      inCluster: true,
      version: '1.0.0',
      folder: join(root, 'plugins/gauge'),
    },
    {
      id: 'plugin-here',
      summary: 'Machine collector',
      resourceType: 'inventory.Collector',
      inCluster: false,
      version: '1.0.0',
      folder: join(root, 'plugins/here'),
    },
  ],
  programs: [
    program('frontend', 'console'),
    program('static', 'docs', { image: { name: 'nginxinc/nginx-unprivileged', version: '1.30' } }),
    program('initializer', 'initializer'),
  ],
};
export const charts: readonly ChartFacts[] = chartFacts(source);

export const factsOf = (name: string): ChartFacts => charts.find(facts => facts.name === name)!;

/** Where a chart is, once it is written. */
export const chartOf = (name: string): string => chartFolder(factsOf(name).folder);

/** Writes all charts. */
export function writeCharts(): void {
  for (const facts of charts) writeChart(chartFolder(facts.folder), chartFiles(facts));
}

export const helms = [await findHelm(3), await findHelm(4)] as const;

/** What each Helm makes of a chart's folder. */
export function renderEach(chart: string, args: readonly string[]): Promise<string[]> {
  const command = ['template', 'fleet', chart, '--namespace', 'platform', ...args];
  return Promise.all(helms.map(async helm => (await helm.run(command)).stdout));
}

/** What both make of it. */
export async function render(chart: string, ...args: string[]): Promise<string> {
  const [one, other] = await renderEach(chart, args);
  assert.equal(one, other);
  return other!;
}
