import { startPostgres } from '@hawser/local/testing';
import { Pool } from 'pg';
import { atLeast, atMost, type SuiteResult } from '../harness/result.ts';
import { bareSql, type Contender, graphile, hawser, pgBoss } from './contenders.ts';
import { idleLatencies } from './latency.ts';

const contenders: Record<string, Contender> = {
  hawser,
  'pg-boss by 32': pgBoss(32, 1),
  'pg-boss by 256': pgBoss(256, 2),
  'graphile-worker': graphile,
  'bare SQL by 256': bareSql,
};

/** What the worker has to keep up with: loops that acknowledge each job and can retry it. */
const peers = ['pg-boss by 32', 'pg-boss by 256', 'graphile-worker'];

const jobs = 20_000;
const rounds = 3;
const samples = 40;

/**
 * The worker against the fastest acknowledged loop over the same PostgreSQL, in turns, each time with a fresh database;
 * and how soon an idle worker starts a job.
 */
export async function queue(): Promise<SuiteResult> {
  const server = await startPostgres();
  const rates = Object.fromEntries(Object.keys(contenders).map(name => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, contender] of Object.entries(contenders)) {
      const database = await server.database();
      const pool = new Pool({ connectionString: database.url });
      // The server may stop before a peer's last connection has closed.
      pool.on('error', () => {});
      rates[name]!.push((jobs / (await contender(database, pool, jobs))) * 1_000);
      await pool.end();
    }
  }
  const rate = (name: string) => rates[name]!.sort((a, b) => a - b)[rounds >> 1]!;
  const fastest = peers.reduce((best, name) => (rate(name) > rate(best) ? name : best));
  const latencies = await idleLatencies(await server.database(), samples);
  const late = latencies[Math.ceil(samples * 0.95) - 1]!;
  await server.stop();
  return {
    figures: {
      'worker-throughput': atLeast(
        rate('hawser') / rate(fastest),
        0.8,
        `the fastest acknowledged loop, ${fastest}`,
      ),
      'worker-idle-start': atMost(late / 20, 1, '20 ms from send to start, 95th percentile'),
    },
    notes: [
      ...Object.keys(contenders).map(name => `${name}: ${Math.round(rate(name))} jobs/s`),
      `idle worker: ${latencies[samples >> 1]!.toFixed(1)} ms median, ${late.toFixed(1)} ms 95th percentile`,
    ],
  };
}
