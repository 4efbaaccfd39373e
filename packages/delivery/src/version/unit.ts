import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DeliveryError } from '../error.ts';
import { type FoundChart, findCharts } from '../package/find.ts';

/** A part of a project that has a version of its own: a service, a plugin, or the whole with its umbrella chart. */
export interface Unit {
  /** The chart's name, else the package's without its scope. */
  name: string;
  version: string;
  /** Its manifest, `service.ts` or `plugin.ts`, when the version stands in it. */
  manifest: string | undefined;
  packageJson: string | undefined;
  chart: FoundChart | undefined;
  /** Charts that its chart brings along: they have its version. */
  bundled: readonly FoundChart[];
}

/** A version in a manifest: a line of its own, as `hawser new` writes it. */
export const manifestVersion = /^(\s*version: *)(['"])([^'"\n]*)\2/m;
/** The first version in a package.json, which is its own. */
export const packageVersion = /("version"\s*:\s*")([^"]*)(")/;

/**
 * The parts of a project that have versions, by name. A service's version is what its manifest says (`service.ts`, `plugin.ts`); the
 * package.json and the chart follow it. Where the manifest takes its version from the package.json, that counts. The whole has the
 * version of its umbrella chart.
 *
 * @throws DeliveryError VERSION_MISMATCH when the files of a part name different versions
 */
export function findUnits(root: string): Unit[] {
  const charts = findCharts(root);
  const manifests = globSync(['service.ts', 'plugin.ts', 'services/*/service.ts', 'plugins/*/plugin.ts'], {
    cwd: root,
    exclude: path => path === 'node_modules',
  }).filter(file => existsSync(join(root, dirname(file), 'package.json')));
  const units = manifests.map(file => serviceUnit(join(root, file), charts));
  const owned = new Set(units.map(({ chart }) => chart));
  const umbrellas = charts.filter(
    chart => !owned.has(chart) && chart.metadata.dependencies.some(isOf(units)),
  );
  units.push(...umbrellas.map(chart => wholeUnit(root, chart, charts)));
  for (const unit of units) requireOneVersion(unit, root);
  return units.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const isOf =
  (units: readonly Unit[]) =>
  ({ name }: { name: string }): boolean =>
    units.some(({ chart }) => chart?.name === name);

function serviceUnit(manifest: string, charts: readonly FoundChart[]): Unit {
  const folder = dirname(manifest);
  const packageJson = join(folder, 'package.json');
  const chart = charts.find(one => one.folder === join(folder, 'deploy', 'helm'));
  const { name, version } = readPackage(packageJson);
  const own = manifestVersion.exec(readFileSync(manifest, 'utf8'))?.[3];
  return {
    name: chart?.name ?? name.replace(/^@[^/]*\//, ''),
    version: own ?? version,
    manifest: own === undefined ? undefined : manifest,
    packageJson,
    chart,
    bundled: [],
  };
}

function wholeUnit(root: string, chart: FoundChart, charts: readonly FoundChart[]): Unit {
  const packageJson = join(root, 'package.json');
  const { name, metadata } = chart;
  return {
    name,
    version: metadata.version,
    manifest: undefined,
    packageJson: existsSync(packageJson) ? packageJson : undefined,
    chart,
    bundled: charts.filter(({ bundledIn }) => bundledIn === name),
  };
}

export function readPackage(file: string): { name: string; version: string } {
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
  return { name: name ?? '', version: version ?? '' };
}

function requireOneVersion({ version, manifest, packageJson, chart }: Unit, root: string): void {
  const places: [string, string][] = [];
  if (manifest) places.push([manifest, version]);
  if (packageJson) places.push([packageJson, readPackage(packageJson).version]);
  if (chart) {
    const file = join(chart.folder, 'Chart.yaml');
    places.push([file, chart.metadata.version]);
    if (chart.metadata.appVersion !== undefined)
      places.push([`${file} (appVersion)`, chart.metadata.appVersion]);
  }
  if (places.every(([, one]) => one === version)) return;
  const listed = places.map(([file, one]) => `${relative(root, file)} has ${one || 'none'}`).join(', ');
  throw new DeliveryError(
    'VERSION_MISMATCH',
    `versions differ: ${listed}`,
    'write the same version into all of them, or generate the chart again',
  );
}
