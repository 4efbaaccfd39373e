import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../harness/compare.ts';
import { message } from '../harness/processes.ts';
import { atMost, type SuiteResult } from '../harness/result.ts';

/** Seconds and megabytes that a start may take. */
const secondsBound = 3;
const megabytesBound = 300;
const rounds = 3;

/** The whole platform on one machine, with a database that an earlier start has filled. */
export async function start(): Promise<SuiteResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hawser-bench-'));
  const seconds: number[] = [];
  const megabytes: number[] = [];
  try {
    for (let round = -1; round < rounds; round++) {
      const child = fork(new URL('child.ts', import.meta.url), [dataDir]);
      const { readyMs, rss } = await message<{ readyMs: number; rss: number }>(child);
      child.send('stop');
      await once(child, 'exit');
      // The first start makes the database.
      if (round < 0) continue;
      seconds.push(readyMs / 1000);
      megabytes.push(rss / 1e6);
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return {
    figures: {
      'platform-start': atMost(
        median(seconds) / secondsBound,
        1,
        `${secondsBound} s from process to ready, database warm`,
      ),
      'platform-memory': atMost(
        median(megabytes) / megabytesBound,
        1,
        `${megabytesBound} MB resident without PostgreSQL and plugins`,
      ),
    },
    notes: [`ready after ${median(seconds).toFixed(2)} s, ${median(megabytes).toFixed(0)} MB resident`],
  };
}
