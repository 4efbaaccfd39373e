import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { isTarsValues, type TarsChart, tarsChart, writeChart } from '@hawser/chart/tars';
import { usageError } from '../error.ts';
import { warnUnused } from './package.ts';

/**
 * The chart of a values.yaml that a command was given in place of a chart; undefined for anything that isn't such a file.
 *
 * @throws CliError for a YAML file of another kind; ValuesError with all that is wrong in a TARS server's
 */
export function chartOfValues(cwd: string, named: string): TarsChart | undefined {
  const file = resolve(cwd, named);
  if (!/\.ya?ml$/.test(named) || !existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  if (!isTarsValues(text))
    throw usageError(
      `${named} isn’t a values file that a chart can be made of: a TARS server’s has app, server and repo`,
      'give values of another chart with --values, beside the chart',
    );
  const chart = tarsChart(text, basename(file));
  warnUnused(file, chart.unused);
  return chart;
}

/** The same as a folder, which goes when the command ends. */
export function folderOfValues(cwd: string, named: string): string | undefined {
  const chart = chartOfValues(cwd, named);
  if (!chart) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'hawser-tars-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  writeChart(join(folder, chart.name), chart.files);
  return join(folder, chart.name);
}
