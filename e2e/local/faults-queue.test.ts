import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { collect, ended } from './faults/collect.ts';
import { deploy } from './faults/deployment.ts';
import { makeTenant } from './tenant.ts';

const platform = await deploy({
  QUEUES: {
    // A job whose worker fell silent is given to another one after two seconds, not thirty.
    collector_q: { backend: 'postgres', visibilitySeconds: 2 },
    // No worker takes from this one.
    ticks: { backend: 'postgres' },
  },
  // The schedule of all collectors, each second instead of each hour.
  SCHEDULERS: { often: { backend: 'hourly', queue: 'ticks', interval: 1 } },
});
const { query, start, systemToken } = platform;
await start('inventory', 'grpc');
const { tokens, workspaceId } = await makeTenant(platform, systemToken, 'tenant');
const token = tokens.owner;

const count = async (sql: string) => Number((await query('inventory', `select count(*) as n ${sql}`))[0]!.n);
const stored = () => count('from cloud_services');

it('loses no task and repeats no effect when a worker is killed in mid-collection', async () => {
  const servers = 400;
  const first = await start('inventory', 'worker');
  const options = { servers, pause: 5 };
  const job = await collect(platform, { token, workspaceId, name: 'Slow', options });
  while ((await stored()) === 0) await delay(20);
  await first.end('SIGKILL');
  const before = await stored();
  assert.ok(before < servers, `${before} were stored before the end`);

  await start('inventory', 'worker');
  const task = await ended(platform, job, token);
  const { createdCount, updatedCount, failureCount, errors } = task;
  assert.deepEqual(
    { createdCount, updatedCount, failureCount, errors },
    {
      createdCount: servers,
      updatedCount: 0,
      failureCount: 0,
      errors: [],
    },
  );
  assert.equal(await stored(), servers);
  assert.equal(
    await count(`from (select distinct reference->>'resource_id' from cloud_services) as names`),
    servers,
  );
  assert.equal(await count(`from hawser_queue.job where queue = 'collector_q' and state <> 'completed'`), 0);
  assert.equal(await count(`from change_records where action <> 'CREATE'`), 0);
});

/** When the schedule was due, for each job that it made. */
async function ticks(): Promise<number[]> {
  const [made] = await query('inventory', `select to_regclass('hawser_queue.job') as job`);
  if (made!.job === null) return [];
  const rows = await query('inventory', `select key from hawser_queue.job where queue = 'ticks' order by id`);
  return rows.map(({ key }) => Date.parse(/@(.+)#/.exec(String(key))![1]!));
}

it('enqueues once with two replicas, and goes on when one is killed', async () => {
  const replicas = await Promise.all([start('inventory', 'scheduler'), start('inventory', 'scheduler')]);
  const untilMore = async (more: number) => {
    const wanted = (await ticks()).length + more;
    for (const limit = AbortSignal.timeout(60_000); (await ticks()).length < wanted; limit.throwIfAborted())
      await delay(50);
  };
  await untilMore(3);
  await replicas[0]!.end('SIGKILL');
  await untilMore(3);
  assert.equal(await replicas[1]!.end('SIGTERM'), 0);
  const all = await ticks();
  assert.equal(new Set(all).size, all.length, all.join());
  for (const [i, tick] of all.entries()) {
    assert.equal(tick % 1000, 0);
    if (i > 0) assert.ok(tick > all[i - 1]!);
  }
  // Both run all the time, so that a tick is left out only while nobody has taken over yet, and then made up for by one.
  const gaps = all.filter((tick, i) => i > 0 && tick - all[i - 1]! > 1000);
  assert.ok(gaps.length <= 1, all.join());
});
