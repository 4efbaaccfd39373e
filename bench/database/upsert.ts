import { startPostgres } from '@hawser/local/testing';
import { openUpsert, server } from '../../services/inventory/bench/upsert.ts';
import { atMost, type SuiteResult } from '../harness/result.ts';

const total = 10_000;
const rounds = 5;

/**
 * Ten thousand collected resources, new, unchanged and changed, against one bulk `INSERT … ON CONFLICT` of the rows that
 * they become, into a table like the inventory's. Both begin with objects in this process and end with the commit. The
 * best of the rounds counts: whatever else the machine does can only add to a time.
 */
export async function upsert(): Promise<SuiteResult> {
  const postgres = await startPostgres();
  const inventory = await openUpsert(await postgres.database());
  const found = servers(i => ({ Name: `node-${i}`, env: 'prod' }));
  const changed = servers(i => ({ Name: `renamed-${i}`, env: 'prod' }));
  const ours = { new: Infinity, unchanged: Infinity, changed: Infinity };
  const theirs = { ...ours };

  async function compare(kind: keyof typeof ours, resources: typeof found): Promise<void> {
    await inventory.begin();
    ours[kind] = Math.min(ours[kind], await timed(() => inventory.store(resources)));
    const rows = await inventory.rows();
    if (rows.length !== total) throw new Error(`${rows.length} rows were stored`);
    theirs[kind] = Math.min(theirs[kind], await timed(() => inventory.bulk(rows)));
  }

  for (let round = 0; round < rounds; round++) {
    await inventory.clear();
    await compare('new', found);
    await compare('unchanged', found);
    await compare('changed', changed);
  }
  await inventory.close();
  await postgres.stop();
  const kinds = Object.keys(ours) as (keyof typeof ours)[];
  return {
    figures: Object.fromEntries(
      kinds.map(kind => [
        `upsert-10000-${kind}`,
        atMost(ours[kind] / theirs[kind], 1.5, 'time: one bulk INSERT … ON CONFLICT of the same rows'),
      ]),
    ),
    notes: kinds.map(
      kind => `${kind}: ${Math.round(ours[kind])} ms, one bulk INSERT: ${Math.round(theirs[kind])} ms`,
    ),
  };
}

const servers = (tags: (i: number) => Record<string, string>) =>
  Array.from({ length: total }, (_, i) => server(i, tags(i)));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
