import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  isOpenStackValues,
  type OpenStackChart,
  openStackCharts,
  type ReadValues,
  readOpenStackValues,
  recognizeChart,
  ValuesError,
} from '@hawser/chart/openstack';
import { nearest } from '@hawser/core/config';
import { existing, requireHelmReads, tell } from '../dialect/read.ts';
import { CliError, usageError } from '../error.ts';
import { print } from '../terminal/output.ts';

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

/**
 * Reads the values of a chart, has Helm read them, and says what in them has no effect.
 *
 * @throws ValuesError with all that is wrong
 */
export async function readChecked(
  file: string,
  chart: OpenStackChart,
  major: 3 | 4 = 4,
): Promise<CheckedValues> {
  const text = readFileSync(existing(file), 'utf8');
  if (text.trim() && !isOpenStackValues(text) && /^(app|server):/m.test(text))
    throw new CliError(`${file} is no values file of OpenStack-Helm`, {
      hint: 'for a TARS server it is `hawser tars`',
    });
  const read = readOpenStackValues(text, chart);
  if (read.problems.length > 0) throw new ValuesError(basename(file), read.problems);
  await requireHelmReads(file, text, major);
  tell(file, read.notes);
  return { ...read, text };
}

/** Names what is wrong in a values file, and what has no effect. */
export async function runOpenStackCheck(file: string, { chart }: { chart?: string[] }): Promise<void> {
  const checked = chart ? chartsOf(chart).at(-1)! : ownChart(file);
  await readChecked(file, checked);
  await print(`${basename(file)} is right for ${checked.name}\n`);
}

/** The chart that a values file is of; Keystone where the file doesn't say. @throws CliError for one that there isn't */
export function ownChart(file: string): OpenStackChart {
  const { chart, name } = recognizeChart(readFileSync(existing(file), 'utf8')) ?? {};
  if (name && !chart)
    throw new CliError(`${basename(file)} is a values file of ${name}, and there is no chart for it`, {
      hint: `there are ${openStackCharts.map(({ name }) => name).join(', ')}; --chart says which one to take it for`,
    });
  return chart ?? chartsOf().at(-1)!;
}
