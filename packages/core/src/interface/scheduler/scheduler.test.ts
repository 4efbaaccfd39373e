import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
import { Pool } from 'pg';
import { PostgresQueue, QueueDatabase } from '../../queue/index.ts';
import { recordingLog } from '../../queue/testing.ts';
import { until } from '../worker/testing.ts';
import { Runner } from './runner.ts';
import type { Schedule } from './schedule.ts';
import { Scheduler } from './scheduler.ts';
import { type FakeClock, fakeClock } from './testing.ts';
import { TickStore } from './tick-store.ts';

const hour = 3_600_000;
const log = recordingLog();
let url: string;
let pool: Pool;
let database: QueueDatabase;
let tests = 0;

before(async () => {
  url = (await testDatabase()).url;
  pool = new Pool({ connectionString: url });
  database = new QueueDatabase(pool, log);
});
after(async () => {
  await database.close();
  await pool.end();
});

function setup(more: Partial<Schedule> = {}) {
  const name = `service${++tests}`;
  const clock = fakeClock('2026-01-01T00:30:00Z');
  const queue = new PostgresQueue(name, database);
  const schedule: Schedule = {
    name: 'hourly',
    trigger: { kind: 'hourly', hours: 1, minute: 0 },
    queue,
    jobs: ({ at }) => ['a', 'b'].map(collector => ({ task: 'collect', payload: [collector, at] })),
    ...more,
  };
  const replica = () => new Scheduler({ name, schedules: [schedule], database, clock, log });
  return { name, clock, queue, schedule, replica };
}

const sent = async (queue: PostgresQueue) => (await queue.list()).map(job => job.payload as [string, string]);
const ticksSent = async (queue: PostgresQueue) =>
  (await sent(queue))
    .filter(([collector]) => collector === 'a')
    .map(([, at]) => at.slice(11, 16))
    .reverse();
/** Moves the clock until `done`: the steps in between happen in the database, at their own pace. */
const step = (clock: FakeClock, done: () => Promise<boolean> | boolean) =>
  until(async () => {
    clock.advance(10);
    return done();
  }, Boolean);

test('of two replicas one leads; each tick is sent once, also while the lead changes hands', async () => {
  const { clock, queue, replica } = setup();
  const replicas = [replica(), replica()];
  for (const one of replicas) one.start();
  await step(clock, () => replicas.some(one => one.leading));
  for (let tick = 1; tick <= 6; tick++) {
    clock.advance(hour);
    if (tick === 3) {
      const leader = replicas.find(one => one.leading);
      await leader?.stop();
      await step(clock, () => replicas.some(one => one !== leader && one.leading));
    }
    await step(clock, async () => (await sent(queue)).length >= 2 * tick);
  }
  await Promise.all(replicas.map(one => one.stop()));
  assert.deepEqual(await ticksSent(queue), ['01:00', '02:00', '03:00', '04:00', '05:00', '06:00']);
  assert.equal((await sent(queue)).length, 12);
});

test('two who both believe to lead send a tick once', async () => {
  const { clock, queue, schedule, name } = setup();
  const runners = [1, 2].map(() => new Runner(schedule, name, new TickStore(database), clock, log));
  for (const runner of runners) runner.start();
  for (let tick = 1; tick <= 5; tick++) {
    clock.advance(hour);
    await step(clock, async () => (await sent(queue)).length >= 2 * tick);
  }
  await Promise.all(runners.map(runner => runner.stop()));
  assert.equal((await sent(queue)).length, 10);
});

test('the lead is lost with its connection, and taken again', async () => {
  const { clock, queue, replica, name } = setup();
  const one = replica();
  one.start();
  await step(clock, () => one.leading);
  await pool.query(
    `SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE locktype = 'advisory'
     AND (l.classid::bigint << 32) + l.objid::bigint = hashtextextended($1, 0)`,
    [`hawser scheduler hawser_queue ${name}`],
  );
  await until(
    async () => one.leading,
    leading => !leading,
  );
  clock.advance(hour);
  await step(clock, () => one.leading);
  await step(clock, async () => (await sent(queue)).length >= 2);
  await one.stop();
  assert.equal((await sent(queue)).length, 2);
});

for (const [missed, expected] of [
  ['once', ['04:00', '05:00']],
  ['skip', ['05:00']],
] as const) {
  test(`ticks while nobody was there: ${missed}`, async () => {
    const { clock, queue, replica } = setup({ missed });
    const first = replica();
    first.start();
    await step(clock, () => first.leading);
    // Stopping waits for the first look, which notes where the schedule begins.
    await first.stop();
    assert.deepEqual(await sent(queue), []);
    clock.advance(4 * hour);
    const second = replica();
    second.start();
    await step(clock, () => second.leading);
    await until(
      async () =>
        (
          await pool.query(`SELECT jobs FROM hawser_queue.tick WHERE schedule LIKE $1 AND jobs IS NOT NULL`, [
            `service${tests}/%`,
          ])
        ).rowCount,
      rows => rows === 1,
    );
    clock.advance(hour / 2);
    await step(clock, async () => (await sent(queue)).length >= 2 * expected.length);
    await second.stop();
    assert.deepEqual(await ticksSent(queue), expected);
  });
}

test('a tick whose jobs can’t be told is tried again', async () => {
  let calls = 0;
  const { clock, queue, replica } = setup({
    jobs: ({ at }) => {
      if (++calls < 3) throw new Error('the inventory is away');
      return [{ task: 'collect', payload: ['a', at], key: 'own' }];
    },
  });
  const one = replica();
  one.start();
  await step(clock, () => one.leading);
  clock.advance(hour);
  await step(clock, async () => (await sent(queue)).length === 1);
  await one.stop();
  assert.equal(calls, 3);
  assert.equal((await queue.list())[0]?.key, 'own');
});

test('a wrong schedule is named', () => {
  const { schedule } = setup();
  const make = (schedules: Schedule[]) => () => new Scheduler({ name: 's', schedules, database, log });
  assert.throws(make([schedule, schedule]), /two schedules are called 'hourly'/);
  assert.throws(
    make([{ ...schedule, trigger: { kind: 'interval', seconds: 0 } }]),
    /schedule 'hourly': interval/,
  );
});
