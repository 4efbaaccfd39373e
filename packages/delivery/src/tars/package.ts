import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Problem, type TarsRelease, tarsChart, writeChart } from '@hawser/chart/tars';
import { type ChartPackage, packageChart } from '../package/index.ts';

/** A TARS server's chart as one file. */
export interface TarsPackage extends ChartPackage {
  /** Keys of the values file that change nothing. */
  unused: readonly Problem[];
}

/** The id of a release as TARS's own scripts make it: `20260102030405-v1`, in UTC. */
export function releaseOf(tag: string, now = new Date()): TarsRelease {
  const digits = now.toISOString().replace(/\D/g, '').slice(0, 14);
  return { id: `${digits}-${tag}`, tag };
}

/**
 * Packages a values file: what `exec-helm.sh values.yaml Tag` does. `repo.id` and the image's tag are filled in.
 *
 * @throws ValuesError with all that is wrong in the file
 */
export async function packageTars(values: string, release: TarsRelease): Promise<TarsPackage> {
  const chart = tarsChart(readFileSync(values, 'utf8'), basename(values), release);
  const folder = mkdtempSync(join(tmpdir(), 'hawser-tars-'));
  try {
    writeChart(folder, chart.files);
    return { ...(await packageChart(folder)), unused: chart.unused };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
