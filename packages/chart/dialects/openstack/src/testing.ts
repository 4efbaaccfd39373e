import { readFileSync } from 'node:fs';
import { writeChart } from '../../../src/generate/file.ts';
import type { Helm } from '../../../src/helm/index.ts';
import { type OpenStackChart, openStackCharts } from './charts.ts';
import { wholeChart } from './whole.ts';

/** The chart of a name. */
export const chartOf = (name: string): OpenStackChart => openStackCharts.find(chart => chart.name === name)!;

/** An example's text. */
export const example = (name: string): string =>
  readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), 'utf8');

/** Writes a chart with its library, as a package has it. */
export function writeWhole(path: string, chart: OpenStackChart): void {
  writeChart(path, wholeChart(chart));
}

/** Renders a chart with values; Helm 3 takes no newer Kubernetes than it is told. */
export const rendering = (helm: Helm, path: string, values: string) =>
  helm.attempt(
    ['template', 'try', path, '--namespace', 'cloud', '--kube-version', '1.34.0', '--values', '-'],
    { input: values },
  );

/** Documents of a rendered release, in an order and without empty lines that depend on Helm's version. */
export const documents = (text: string): string[] =>
  text
    .split(/^---$/m)
    .map(part => part.replaceAll(/^(\s*|# Source: .*)\n/gm, '').trim())
    .filter(part => /^kind: /m.test(part))
    .sort();
