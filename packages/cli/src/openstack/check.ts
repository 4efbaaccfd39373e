import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  formatProblem,
  isOpenStackValues,
  type OpenStackChart,
  openStackCharts,
  type ReadValues,
  readOpenStackValues,
  ValuesError,
} from '@hawser/chart/openstack';
import { nearest } from '@hawser/core/config';
import { CliError, usageError } from '../error.ts';
import { existing } from '../tars/package.ts';
import { print } from '../terminal/output.ts';
import { streams } from '../terminal/streams.ts';

/** What is installed without `--chart`. */
const byDefault = ['mariadb', 'memcached', 'rabbitmq', 'keystone'] as const;

/** A values file that has nothing wrong in it. */
export interface CheckedValues extends ReadValues {
  text: string;
}

/** The charts of these names. @throws CliError for one that there isn't */
export function chartsOf(names: readonly string[] = byDefault): OpenStackChart[] {
  const known = openStackCharts.map(({ name }) => name);
  return names.map(wanted => {
    const found = openStackCharts.find(({ name }) => name === wanted);
    if (found) return found;
    const meant = nearest(wanted, known);
    throw usageError(
      `there is no chart "${wanted}"`,
      meant ? `did you mean "${meant}"?` : `known are ${known.join(', ')}`,
    );
  });
}

/** Reads the values of a chart and says what in them has no effect. @throws ValuesError with all that is wrong */
export function readChecked(file: string, chart: OpenStackChart): CheckedValues {
  const text = readFileSync(existing(file), 'utf8');
  if (text.trim() && !isOpenStackValues(text) && /^(app|server):/m.test(text))
    throw new CliError(`${file} is no values file of OpenStack-Helm`, {
      hint: 'for a TARS server it is `hawser tars`',
    });
  const read = readOpenStackValues(text, chart);
  if (read.problems.length > 0) throw new ValuesError(basename(file), read.problems);
  for (const note of read.notes) streams.err.write(`note: ${formatProblem(basename(file), note)}\n`);
  return { ...read, text };
}

/** Names what is wrong in a values file, and what has no effect. */
export async function runOpenStackCheck(file: string, { chart }: { chart?: string[] }): Promise<void> {
  readChecked(file, chartsOf(chart).at(-1)!);
  await print(`${basename(file)} is right\n`);
}
