import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Document } from 'yaml';
import { DeliveryError } from '../error.ts';
import { fitsRange } from '../version/version.ts';
import { readChartYaml } from './chart-yaml.ts';
import { readFolder } from './folder.ts';
import type { ChartDependency, ChartMetadata } from './metadata.ts';

/** A chart with what it depends on, as it lies on disk. */
export interface Chart {
  folder: string;
  metadata: ChartMetadata;
  /** Its `Chart.yaml`, to be changed. */
  document: Document;
  /** Its files by path, without `Chart.yaml` and without the dependencies below. */
  files: Map<string, Buffer>;
  /** The `file://` dependencies, in their order. */
  dependencies: { dependency: ChartDependency; chart: Chart }[];
}

/**
 * Reads a chart's folder with its `file://` dependencies. What `charts/` has of those is passed over: their sources count.
 *
 * @throws DeliveryError CHART_NOT_FOUND, CHART_INVALID, CHART_DEPENDENCY, CHART_TOO_LARGE
 */
export function loadChart(folder: string): Chart {
  return load(resolve(folder), []);
}

function load(folder: string, parents: readonly string[]): Chart {
  const file = join(folder, 'Chart.yaml');
  if (!existsSync(file))
    throw new DeliveryError('CHART_NOT_FOUND', `there is no ${file}`, 'name a chart’s folder');
  const real = realpathSync(folder);
  if (parents.includes(real))
    throw dependencyError(file, `it depends on itself: ${[...parents, real].join(' → ')}`);
  const files = readFolder(folder);
  const text = files.get('Chart.yaml');
  if (!text) throw new DeliveryError('CHART_INVALID', `${join(folder, '.helmignore')} leaves out Chart.yaml`);
  files.delete('Chart.yaml');
  const { metadata, document } = readChartYaml(text.toString('utf8'), file);
  const dependencies: Chart['dependencies'] = [];
  for (const dependency of metadata.dependencies) {
    if (!dependency.repository.startsWith('file://')) {
      requireVendored(dependency, files, file);
      continue;
    }
    const path = dependency.repository.slice('file://'.length);
    const chart = load(isAbsolute(path) ? path : join(folder, path), [...parents, real]);
    requireFit(dependency, chart.metadata, file);
    removeVendored(dependency, files);
    dependencies.push({ dependency, chart });
  }
  return { folder, metadata, document, files, dependencies };
}

const dependencyError = (file: string, message: string, hint = '') =>
  new DeliveryError('CHART_DEPENDENCY', `${file}: ${message}`, hint);

function requireFit({ name, version: range }: ChartDependency, found: ChartMetadata, file: string): void {
  if (found.name !== name)
    throw dependencyError(file, `the dependency ${name} is called ${found.name} in its own Chart.yaml`);
  if (!fitsRange(found.version, range))
    throw dependencyError(
      file,
      `the dependency ${name} has the version ${found.version}, which isn’t ${range}`,
    );
}

/** What `charts/` has of a dependency: its folder or its packages. */
const vendored = ({ name }: ChartDependency, files: ReadonlyMap<string, Buffer>): string[] =>
  [...files.keys()].filter(path => {
    if (path.startsWith(`charts/${name}/`)) return true;
    return path.startsWith(`charts/${name}-`) && /^\d[^/]*\.tgz$/.test(path.slice(`charts/${name}-`.length));
  });

function requireVendored(
  dependency: ChartDependency,
  files: ReadonlyMap<string, Buffer>,
  file: string,
): void {
  if (vendored(dependency, files).length > 0) return;
  throw dependencyError(
    file,
    `the dependency ${dependency.name} isn’t in charts/`,
    `get it with: helm dependency update ${file.slice(0, -'/Chart.yaml'.length)}`,
  );
}

function removeVendored(dependency: ChartDependency, files: Map<string, Buffer>): void {
  for (const path of vendored(dependency, files)) files.delete(path);
}
