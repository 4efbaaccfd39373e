import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPostgres } from '@hawser/local/testing';
import { errors, type HawserError, toHawserError } from '../../error/index.ts';
import { call, connect, newTransaction, openPostgres } from './test/postgres.ts';

const codeOf = (thrown: unknown) => toHawserError(thrown, 'id').code;

describe('Postgres', async () => {
  const postgres = await openPostgres({ poolSize: 3 });
  await postgres.query('create table counters (name text primary key, value int not null)');

  it('gives times as ISO text, wide numbers as numbers, and sends values as parameters', async () => {
    const [row] = await postgres.query(
      `select timestamptz '2026-01-02 03:04:05.678+02' as time, timestamptz '2026-01-02' as day,
        12::int8 as wide, 1.5::numeric as exact, $1::text as text`,
      ["'; drop table counters; --"],
    );
    assert.deepEqual(row, {
      time: '2026-01-02T01:04:05.678Z',
      day: '2026-01-02T00:00:00.000Z',
      wide: 12,
      exact: 1.5,
      text: "'; drop table counters; --",
    });
  });

  it('tells the caller of a null character, which no column can hold', async () => {
    const refused = { code: 'INVALID_PARAMETER' };
    await assert.rejects(postgres.query('select $1::text', ['a\0b']), refused);
    await assert.rejects(postgres.query('select $1::jsonb', [JSON.stringify('a\0b')]), refused);
    await assert.rejects(postgres.query('select $1::text[]', [['a\0b']]), refused);
  });

  it('joins a running database transaction, and leaves nothing of one that failed', async () => {
    const write = () => postgres.execute(`insert into counters values ('a', 1)`);
    const failing = postgres.transaction(async () => {
      await write();
      await postgres.transaction(() => postgres.query(`update counters set value = 2`));
      assert.equal((await postgres.query('select value from counters'))[0]?.value, 2);
      throw new Error('no');
    });
    await assert.rejects(failing, /no/);
    assert.deepEqual(await postgres.query('select * from counters'), []);
    assert.equal(await postgres.transaction(write), 1);
  });

  it('runs a serializable transaction again when another got in its way', async () => {
    await postgres.query(`insert into counters values ('s', 0)`);
    let runs = 0;
    const all = Promise.withResolvers<void>();
    const increment = () =>
      postgres.transaction(
        async () => {
          runs++;
          const [row] = await postgres.query(`select value from counters where name = 's'`);
          // All have read before one writes, so that the others' reads are outdated then.
          if (runs === 3) all.resolve();
          await all.promise;
          await postgres.query(`update counters set value = $1 where name = 's'`, [
            (row!.value as number) + 1,
          ]);
        },
        { isolation: 'serializable' },
      );
    await Promise.all([increment(), increment(), increment()]);
    assert.deepEqual(await postgres.query(`select value from counters where name = 's'`), [{ value: 3 }]);
    assert.ok(runs > 3, `${runs} runs`);
  });

  it('ends a statement with the call: at the deadline and when the caller goes away', async () => {
    for (const reason of [errors.timeout(), errors.cancelled()]) {
      const transaction = newTransaction({});
      const slow = transaction.run(
        () => postgres.query(`select pg_sleep(20), 'slow' as mark`),
        undefined,
        undefined,
      );
      const running = `select count(*) from pg_stat_activity where query like '%slow%' and state = 'active' and pid <> pg_backend_pid()`;
      while ((await postgres.query(running))[0]!.count === 0);
      transaction.abort(reason);
      await assert.rejects(slow, thrown => thrown === reason);
      while ((await postgres.query(running))[0]!.count !== 0);
      await assert.rejects(
        transaction.run(() => postgres.query('select 1'), undefined, undefined),
        reason,
      );
    }
    assert.deepEqual(await postgres.query('select 1 as one'), [{ one: 1 }]);
  });

  it('ends a statement at the configured limit, in whatever call', async () => {
    const short = await openPostgres({ statementTimeoutSeconds: 0.05 });
    await assert.rejects(short.query('select pg_sleep(20)'), thrown => codeOf(thrown) === 'REQUEST_TIMEOUT');
  });

  it('undoes the writes of a call whose deadline has passed', async () => {
    const transaction = newTransaction({});
    await transaction.run(
      async () => postgres.onRollback(async () => void (await postgres.query(`delete from counters`))),
      undefined,
      undefined,
    );
    transaction.abort(errors.timeout());
    const undo = () => transaction.rollback();
    assert.deepEqual(await transaction.run(undo, undefined, undefined), []);
    assert.deepEqual(await postgres.query('select * from counters'), []);
  });
});

describe('Postgres whose server goes away', () => {
  it('fails with UNAVAILABLE meanwhile and works again by itself', async () => {
    const server = await startPostgres();
    const postgres = connect({ ...(await server.database()) }, { connectTimeoutSeconds: 2 });
    const ask = () => postgres.query('select 1 as one');
    const atWork = postgres.query('select pg_sleep(20)').catch((thrown: unknown) => codeOf(thrown));
    const inTransaction = postgres.transaction(async () => {
      await ask();
      await server.kill();
      // Backends notice only after a while that their server is gone.
      for (;;) await ask();
    });
    await assert.rejects(inTransaction, (thrown: HawserError) => codeOf(thrown) === 'GRPC_CONNECTION');
    assert.equal(await atWork, 'GRPC_CONNECTION');
    await assert.rejects(ask(), thrown => codeOf(thrown) === 'GRPC_CONNECTION');
    await server.restart();
    assert.deepEqual(await call({}, ask), [{ one: 1 }]);
  });
});
