import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
import { type Migration, migrate, migrationStatus } from './index.ts';
import { connect, openPostgres } from './test/postgres.ts';

const first: Migration = {
  name: '0001_first',
  up: 'create table first (id int);\ninsert into first values (1);',
};
const second: Migration = { name: '0002_second', up: 'alter table first add column name text;' };
const states = (all: { name: string; state: string }[]) => all.map(({ name, state }) => `${name} ${state}`);

describe('migrations', () => {
  it('run once, in order, and show how they stand', async () => {
    const postgres = await openPostgres();
    assert.deepEqual(states(await migrationStatus(postgres, 'a', [first])), ['0001_first pending']);
    assert.deepEqual(await migrate(postgres, 'a', [first]), ['0001_first']);
    assert.deepEqual(await migrate(postgres, 'a', [first, second]), ['0002_second']);
    assert.deepEqual(await migrate(postgres, 'a', [first, second]), []);
    assert.deepEqual(await postgres.query('select * from first'), [{ id: 1, name: null }]);
    // Older code that starts again after an upgrade leaves the newer step alone.
    assert.deepEqual(await migrate(postgres, 'a', [first]), []);
    const all = await migrationStatus(postgres, 'a', [first]);
    assert.deepEqual(states(all), ['0001_first applied', '0002_second unknown']);
    assert.match(all[0]!.appliedAt!, /^\d{4}-.*Z$/);
  });

  it('of several starts at once run once', async () => {
    const database = await testDatabase();
    const starts = [1, 2, 3].map(() => connect(database));
    const applied = await Promise.all(starts.map(postgres => migrate(postgres, 'a', [first, second])));
    assert.deepEqual(applied.flat().sort(), ['0001_first', '0002_second']);
  });

  it('that were edited after they were applied stop the start', async () => {
    const postgres = await openPostgres();
    await migrate(postgres, 'a', [first]);
    const reformatted = { ...first, up: `\n${first.up.replaceAll('\n', '\r\n')}  ` };
    assert.deepEqual(await migrate(postgres, 'a', [reformatted]), []);
    const edited = { ...first, up: `${first.up} select 1;` };
    await assert.rejects(
      migrate(postgres, 'a', [edited, second]),
      /^Error: migration 0001_first of a was edited after it was applied at \d{4}-.*: restore it/,
    );
    assert.deepEqual(states(await migrationStatus(postgres, 'a', [edited])), ['0001_first edited']);
  });

  it('that fail leave nothing of the step, keep those before, and free the lock', async () => {
    const postgres = await openPostgres();
    const broken = { name: '0002_broken', up: 'create table half (id int); select nonsense;' };
    await assert.rejects(
      migrate(postgres, 'a', [first, broken]),
      /migration 0002_broken of a failed: .*nonsense/,
    );
    const [row] = await postgres.query(
      `select to_regclass('first') is not null as first, to_regclass('half') as half`,
    );
    assert.deepEqual(row, { first: true, half: null });
    assert.deepEqual(await migrate(postgres, 'a', [first, second]), ['0002_second']);
  });

  it('of two services in one database are kept apart', async () => {
    const postgres = await openPostgres();
    await migrate(postgres, 'a', [first]);
    const other = { name: '0001_first', up: 'create table other (id int)' };
    assert.deepEqual(await migrate(postgres, 'b', [other]), ['0001_first']);
  });
});
