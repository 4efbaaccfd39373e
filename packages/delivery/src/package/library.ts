import { isMap, isSeq, type YAMLSeq } from 'yaml';
import { DeliveryError } from '../error.ts';
import type { Chart } from './chart.ts';
import type { ChartDependency } from './metadata.ts';

/**
 * Moves the libraries that subcharts depend on to the top chart, each once. Named templates are global in Helm, so the
 * subcharts find them there; with a library in each of them Helm would parse it anew for each, which takes longer than
 * rendering does. A dependency that imports values of its library stays where it is.
 *
 * @throws DeliveryError CHART_DEPENDENCY when two subcharts want different libraries of one name
 */
export function hoistLibraries(top: Chart): void {
  const found = new Map<string, Chart>();
  for (const { chart } of top.dependencies)
    if (chart.metadata.type !== 'library') takeLibraries(chart, found);
  for (const { dependency, chart } of top.dependencies) {
    const other = found.get(chart.metadata.name);
    if (!other || chart.metadata.type !== 'library') continue;
    requireSame(other, chart, top);
    if (!dependency.importsValues) found.delete(chart.metadata.name);
  }
  for (const chart of found.values()) {
    const { name, version } = chart.metadata;
    const dependency: ChartDependency = { name, version, repository: '', importsValues: false };
    top.dependencies.push({ dependency, chart });
    const list = listOf(top);
    if (list) list.add(top.document.createNode({ name, version }));
    else top.document.set('dependencies', top.document.createNode([{ name, version }]));
  }
}

/** Takes libraries out of a chart and of those that it depends on. */
function takeLibraries(chart: Chart, found: Map<string, Chart>): void {
  for (const { chart: child } of chart.dependencies) takeLibraries(child, found);
  const taken = new Set<string>();
  chart.dependencies = chart.dependencies.filter(({ dependency, chart: library }) => {
    if (library.metadata.type !== 'library' || dependency.importsValues) return true;
    const { name } = library.metadata;
    const other = found.get(name);
    if (other) requireSame(other, library, chart);
    else found.set(name, library);
    taken.add(name);
    return false;
  });
  const list = listOf(chart);
  if (!list || taken.size === 0) return;
  list.items = list.items.filter(item => !(isMap(item) && taken.has(String(item.get('name')))));
  if (list.items.length === 0) chart.document.delete('dependencies');
}

function requireSame(one: Chart, other: Chart, parent: Chart): void {
  if (one.folder === other.folder) return;
  const same =
    one.files.size === other.files.size &&
    one.metadata.version === other.metadata.version &&
    [...one.files].every(([path, data]) => other.files.get(path)?.equals(data));
  if (same) return;
  throw new DeliveryError(
    'CHART_DEPENDENCY',
    `${parent.metadata.name} depends on the library ${other.metadata.name} in ${other.folder}, others on that in ${one.folder}`,
    'templates of a library are one for all charts that are installed together: depend on the same one',
  );
}

function listOf(chart: Chart): YAMLSeq | undefined {
  const list = chart.document.get('dependencies');
  return isSeq(list) ? list : undefined;
}
