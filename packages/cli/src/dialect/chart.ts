import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { openStackChart, recognizeChart } from '@hawser/chart/openstack';
import { isTarsValues, type TarsChart, tarsChart, writeChart } from '@hawser/chart/tars';
import { usageError } from '../error.ts';
import { requireHelmReads, tell } from './read.ts';

/** A chart that a values file became. */
export type MadeChart = Pick<TarsChart, 'name' | 'files'>;

/**
 * The chart of a values.yaml that a command was given in place of a chart: a TARS server's, or the one of OpenStack-Helm's that it is of. Undefined
 * for anything that isn't such a file.
 *
 * @throws CliError for a YAML file of another kind; ValuesError with all that is wrong in one
 */
export async function chartOfValues(cwd: string, named: string): Promise<MadeChart | undefined> {
  const file = resolve(cwd, named);
  if (!/\.ya?ml$/.test(named) || !existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  if (isTarsValues(text)) {
    const chart = tarsChart(text, basename(file));
    await requireHelmReads(file, text);
    tell(file, chart.unused);
    return chart;
  }
  const recognized = recognizeChart(text);
  if (!recognized)
    throw usageError(
      `${named} isn’t a values file that a chart can be made of: a TARS server’s has app, server and repo, OpenStack-Helm’s has images.tags, dependencies.static and the like`,
      'give values of another chart with --values, beside the chart; a part of OpenStack-Helm’s to `hawser openstack check --chart`',
    );
  if (!recognized.chart)
    throw usageError(
      `${named} is a values file of OpenStack-Helm’s ${recognized.name || 'charts, and doesn’t say of which'}`,
      recognized.name
        ? 'there are charts for mariadb, memcached, rabbitmq, keystone and glance; docs/guides/openstack-helm.md says how to write one'
        : 'check it with `hawser openstack check --chart`, install it with `hawser openstack deploy --chart`',
    );
  const chart = openStackChart(text, basename(file), recognized.chart);
  await requireHelmReads(file, text);
  tell(file, chart.notes);
  return chart;
}

/** The same as a folder, which goes when the command ends. */
export async function folderOfValues(cwd: string, named: string): Promise<string | undefined> {
  const chart = await chartOfValues(cwd, named);
  if (!chart) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'hawser-values-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeChart(join(folder, chart.name), chart.files);
  return join(folder, chart.name);
}
