import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nearest } from '@hawser/core/config';
import { DeliveryError } from '../error.ts';
import { readChartYaml } from './chart-yaml.ts';
import type { ChartMetadata } from './metadata.ts';

/** A chart of a project. */
export interface FoundChart {
  name: string;
  /** Absolute. */
  folder: string;
  metadata: ChartMetadata;
  /** The chart beside it that brings it along, such as an umbrella its database: it isn't published by itself. */
  bundledIn: string | undefined;
}

/** Where charts of a project are: of the whole, of a part of it, of a service or plugin. */
const places = ['deploy/helm', 'deploy/helm/*', '*/deploy/helm', '*/*/deploy/helm'];

/**
 * The charts of a project, by name: those in `deploy/helm` of the project, and each `deploy/helm` of its folders and of theirs.
 *
 * @throws DeliveryError CHART_INVALID for one that can't be read, or two of one name
 */
export function findCharts(root: string): FoundChart[] {
  const files = globSync(
    places.map(place => `${place}/Chart.yaml`),
    { cwd: root, exclude: path => basename(path) === 'node_modules' },
  );
  const charts = files.sort().map((file): FoundChart => {
    const path = join(root, file);
    const { metadata } = readChartYaml(readFileSync(path, 'utf8'), path);
    return { name: metadata.name, folder: dirname(path), metadata, bundledIn: undefined };
  });
  const umbrellas = charts.filter(({ folder }) => dirname(folder) === join(root, 'deploy', 'helm'));
  charts.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const [index, { name, folder }] of charts.entries()) {
    const before = charts[index - 1];
    if (before?.name === name)
      throw new DeliveryError('CHART_INVALID', `${before.folder} and ${folder} both have the name ${name}`);
  }
  return charts.map(chart => ({ ...chart, bundledIn: bundlerOf(chart, umbrellas) }));
}

/** The chart beside a chart that depends on it. */
const bundlerOf = ({ name, folder }: FoundChart, umbrellas: readonly FoundChart[]): string | undefined =>
  umbrellas.find(
    one =>
      dirname(one.folder) === dirname(folder) &&
      one.metadata.dependencies.some(dependency => dependency.name === name && dependency.repository !== ''),
  )?.name;

/**
 * The folder of a chart that somebody names: by its folder, or by its name in a project.
 *
 * @throws DeliveryError CHART_NOT_FOUND with the nearest name
 */
export function findChart(root: string, cwd: string, named: string): string {
  const folder = resolve(cwd, named);
  if (existsSync(join(folder, 'Chart.yaml'))) return folder;
  const charts = findCharts(root);
  const found = charts.find(({ name }) => name === named);
  if (found) return found.folder;
  const names = charts.map(({ name }) => name);
  const meant = nearest(named, names);
  throw new DeliveryError(
    'CHART_NOT_FOUND',
    `there is no chart "${named}"${meant ? `; did you mean "${meant}"?` : ''}`,
    names.length > 0
      ? `there are ${names.join(', ')}; a chart’s folder works as well`
      : 'name a chart’s folder',
  );
}
