import { createHash } from 'node:crypto';
import { isMap, isSeq } from 'yaml';
import { DeliveryError } from '../error.ts';
import { packArchive, readArchive } from './archive.ts';
import { type Chart, loadChart } from './chart.ts';
import { readChartYaml } from './chart-yaml.ts';
import { hoistLibraries } from './library.ts';
import type { ChartMetadata } from './metadata.ts';
import { forgetSchemas } from './schema.ts';

/** A chart as one file, as repositories have it. */
export interface ChartPackage {
  metadata: ChartMetadata;
  /** What its `Chart.yaml` says, whole. */
  chartYaml: Readonly<Record<string, unknown>>;
  /** `<name>-<version>.tgz` */
  file: string;
  data: Buffer;
  /** SHA-256 of the data, hexadecimal. */
  digest: string;
}

/**
 * Packages a chart's folder: the same files give the same bytes, on every machine. `file://` dependencies come into `charts/`; the
 * libraries of subcharts come into the top chart, once, and schemas that an umbrella has in its own stay out of its charts.
 *
 * @throws DeliveryError CHART_NOT_FOUND, CHART_INVALID, CHART_DEPENDENCY, CHART_TOO_LARGE
 */
export async function packageChart(folder: string): Promise<ChartPackage> {
  const chart = loadChart(folder);
  hoistLibraries(chart);
  forgetSchemas(chart);
  const files = new Map<string, Uint8Array>();
  addFiles(chart, chart.metadata.name, files);
  return packageOf(chart.metadata, chart.document.toJS(), await packArchive(files));
}

/**
 * Reads a package that somebody made, with Helm for example.
 *
 * @param where the file's name in messages
 * @throws DeliveryError PACKAGE_DAMAGED, CHART_INVALID, CHART_TOO_LARGE
 */
export async function readPackage(data: Buffer, where: string): Promise<ChartPackage> {
  const files = await readArchive(data, where, name => /^[^/]+\/Chart\.yaml$/.test(name));
  const [found, ...more] = files;
  if (!found || more.length > 0)
    throw new DeliveryError('PACKAGE_DAMAGED', `${where} has no <name>/Chart.yaml in it, so it is no chart`);
  const [path, text] = found;
  const { metadata, document } = readChartYaml(text.toString('utf8'), `${where}: ${path}`);
  if (path !== `${metadata.name}/Chart.yaml`)
    throw new DeliveryError(
      'PACKAGE_DAMAGED',
      `${where} has the chart ${metadata.name} in a folder of another name`,
    );
  return packageOf(metadata, document.toJS(), data);
}

const packageOf = (
  metadata: ChartMetadata,
  chartYaml: ChartPackage['chartYaml'],
  data: Buffer,
): ChartPackage => ({
  metadata,
  chartYaml,
  file: `${metadata.name}-${metadata.version}.tgz`,
  data,
  digest: createHash('sha256').update(data).digest('hex'),
});

/** Adds a chart's files under a path, and what it depends on below `charts/`. */
function addFiles(chart: Chart, at: string, files: Map<string, Uint8Array>): void {
  for (const { chart: child } of chart.dependencies)
    addFiles(child, `${at}/charts/${child.metadata.name}`, files);
  forgetPaths(chart);
  files.set(`${at}/Chart.yaml`, Buffer.from(chart.document.toString({ lineWidth: 0 })));
  for (const [path, data] of chart.files) files.set(`${at}/${path}`, data);
}

/** A package's dependencies lie in it: paths of the machine that made it have no meaning any more. */
function forgetPaths({ document }: Chart): void {
  const list = document.get('dependencies');
  if (!isSeq(list)) return;
  for (const item of list.items)
    if (isMap(item) && String(item.get('repository')).startsWith('file://')) item.delete('repository');
}
