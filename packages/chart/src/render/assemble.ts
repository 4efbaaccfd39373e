import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';

/** Folders of a chart's own that Helm reads, and the files beside them. What `charts/` holds is read anew. */
const skipped = new Set(['charts', 'Chart.lock', 'Chart.yaml']);

/**
 * Puts a chart and what it depends on by `file://` together in a folder, as a package would have it: the dependencies in
 * `charts/`, and libraries once, at the top; and no schemas of charts whose umbrella has them in its own. Helm itself copies
 * each library into each chart and parses each copy, and reads each schema.
 *
 * Dependencies from elsewhere are taken from the chart's own `charts/` folder.
 *
 * @returns the folders that it was made of
 * @throws Error when a chart has no Chart.yaml
 */
export function assembleChart(chart: string, to: string): string[] {
  const libraries = new Map<string, string>();
  const sources: string[] = [];
  assemble(chart, to, libraries, sources);
  if (libraries.size === 0) return sources;
  const file = join(to, 'Chart.yaml');
  const document = parseDocument(readFileSync(file, 'utf8'));
  const others = (document.toJS() as { dependencies?: object[] }).dependencies ?? [];
  const copied = [...libraries].map(([name, folder]) => {
    cpSync(folder, join(to, 'charts', name), { recursive: true });
    return { name, version: readChart(folder).get('version') };
  });
  document.set('dependencies', [...others, ...copied]);
  writeFileSync(file, document.toString({ lineWidth: 0 }));
  return [...sources, ...libraries.values()];
}

const readChart = (folder: string) => parseDocument(readFileSync(join(folder, 'Chart.yaml'), 'utf8'));

function assemble(chart: string, to: string, libraries: Map<string, string>, sources: string[]): void {
  const document = readChart(chart);
  sources.push(chart);
  mkdirSync(to, { recursive: true });
  cpSync(chart, to, { recursive: true, filter: file => !skipped.has(file.slice(chart.length + 1)) });
  const list = document.get('dependencies');
  const whole = document.getIn(['annotations', 'hawser/schema']) === 'whole';
  if (isSeq(list)) {
    list.items = list.items.filter(
      item => !isMap(item) || !place(item.toJSON() as Dependency, { chart, to, whole, libraries, sources }),
    );
    if (list.items.length === 0) document.delete('dependencies');
  }
  writeFileSync(join(to, 'Chart.yaml'), document.toString({ lineWidth: 0 }));
}

interface Dependency {
  name: string;
  repository?: string;
}

interface Parent {
  chart: string;
  to: string;
  /** Whether its schema has those of its charts. */
  whole: boolean;
  libraries: Map<string, string>;
  sources: string[];
}

/** Puts a dependency into `charts/`. @returns whether it is a library, which goes to the top and is named there */
function place({ name, repository }: Dependency, { chart, to, whole, libraries, sources }: Parent): boolean {
  if (!repository?.startsWith('file://')) {
    const own = join(chart, 'charts');
    if (existsSync(own)) cpSync(own, join(to, 'charts'), { recursive: true });
    return false;
  }
  const folder = resolve(chart, repository.slice('file://'.length));
  if (isLibrary(folder)) {
    libraries.set(name, folder);
    return true;
  }
  const copy = join(to, 'charts', name);
  assemble(folder, copy, libraries, sources);
  if (whole && readChart(folder).hasIn(['annotations', 'hawser/kind']))
    rmSync(join(copy, 'values.schema.json'), { force: true });
  return false;
}

const isLibrary = (folder: string) => readChart(folder).get('type') === 'library';
