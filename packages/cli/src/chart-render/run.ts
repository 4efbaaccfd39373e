import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { cacheFolder, findHelm } from '@hawser/chart/helm';
import { renderChart } from '@hawser/chart/render/chart';
import { projectRoot } from '../chart/root.ts';
import { usageError } from '../error.ts';
import { ancestors } from '../project/find.ts';
import { print } from '../terminal/output.ts';

export interface ChartRenderCommand {
  values?: string[];
  set?: string[];
  setString?: string[];
  namespace: string;
  release?: string;
  showOnly?: string[];
  helm: '3' | '4';
  output: 'yaml' | 'json';
}

/** Prints what a chart makes. Helm's own message says what is wrong with the values. */
export async function runChartRender(name: string, command: ChartRenderCommand): Promise<void> {
  const chart = await findChart(process.cwd(), name);
  const helm = await findHelm(Number(command.helm) as 3 | 4);
  const option = (flag: string, values: readonly string[] = []) => values.flatMap(value => [flag, value]);
  const text = await renderChart(helm, chart, {
    release: command.release ?? releaseName(chart),
    namespace: command.namespace,
    values: command.values,
    cache: writable(cacheFolder()),
    args: [
      ...option('--set', command.set),
      ...option('--set-string', command.setString),
      ...option('--show-only', command.showOnly),
    ],
  });
  if (command.output === 'yaml') return print(text);
  const { parseAllDocuments } = await import('yaml');
  const objects = parseAllDocuments(text)
    .map(document => document.toJS() as unknown)
    .filter(object => object !== null);
  await print(`${JSON.stringify(objects, null, 2)}\n`);
}

/** A cache folder that can be written; undefined where there is none, as in a container with a read-only root. */
function writable(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return undefined;
  }
}

/**
 * A chart by its folder, its package, a values.yaml of TARS or OpenStack-Helm, or its name: that of a service, a plugin, a program, or what
 * lies in `deploy/helm`.
 *
 * @throws DeliveryError CHART_NOT_FOUND with the nearest name; CliError for a values file that isn't there
 */
export async function findChart(cwd: string, name: string): Promise<string> {
  const given = resolve(cwd, name);
  if (name.endsWith('.tgz') && existsSync(given)) return given;
  if (/\.ya?ml$/.test(name)) {
    // What reads them takes longer to load than all else here to run.
    const { folderOfValues } = await import('../dialect/chart.ts');
    const made = await folderOfValues(cwd, name);
    if (made !== undefined) return made;
    throw usageError(`there is no values file ${name}`, 'give a .yaml or .yml of TARS or OpenStack-Helm');
  }
  const places = ancestors(cwd).flatMap(root => [
    join(root, 'services', name, 'deploy/helm'),
    join(root, 'plugins', name.replace(/^plugin-/, ''), 'deploy/helm'),
    join(root, 'deploy/helm', name),
  ]);
  const found = [given, join(given, 'deploy/helm'), ...places].find(isChart);
  if (found !== undefined) return found;
  // Elsewhere in the project, such as a program's: to look there means to read each chart's name.
  const { findChart: findByName } = await import('@hawser/delivery/package');
  return findByName(projectRoot(cwd), cwd, name);
}

const isChart = (folder: string) =>
  statSync(join(folder, 'Chart.yaml'), { throwIfNoEntry: false })?.isFile() === true;

/** What a release is called unless it is said: as its chart. */
function releaseName(chart: string): string {
  if (chart.endsWith('.tgz')) return basename(chart, '.tgz').replace(/-\d+\.\d+\.\d+.*$/, '');
  return /^name: *(\S+)/m.exec(readFileSync(join(chart, 'Chart.yaml'), 'utf8'))?.[1] ?? 'release';
}
