import type { PoolClient } from 'pg';
import { checksum } from './checksum.ts';
import type { Migration } from './migration.ts';
import type { Postgres } from './postgres.ts';
import { createRepeats } from './store/repeat.ts';

/** One step and how it stands. `edited`: applied, but its SQL is another now. `unknown`: applied by other code. */
export interface MigrationStatus {
  name: string;
  state: 'applied' | 'pending' | 'edited' | 'unknown';
  /** ISO 8601. */
  appliedAt?: string | undefined;
}

interface Applied {
  name: string;
  checksum: string;
  applied_at: string;
}

const createTable = `create table if not exists hawser_migrations (
  service text not null, name text not null, checksum text not null,
  applied_at timestamptz not null default now(), primary key (service, name))`;

/** Two halves of the lock's key: what for, and the service's name. */
const lock = `select pg_advisory_lock(hashtext('hawser_migrations'), hashtext($1))`;
const unlock = `select pg_advisory_unlock(hashtext('hawser_migrations'), hashtext($1))`;

/**
 * Brings a service's database up to date: runs the steps that weren't, in order, each in a transaction. Several that
 * start at once wait for one another, and the later ones find nothing left to do. Steps that newer code has applied are
 * left alone, so that an older version can start again after an upgrade was taken back.
 *
 * @param applied hears of each step once it is applied
 * @returns the names of the steps just applied
 * @throws Error when an applied step was edited since, or a step fails; steps before it stay applied
 */
export async function migrate(
  postgres: Postgres,
  service: string,
  migrations: readonly Migration[],
  applied: (name: string) => void = () => {},
): Promise<string[]> {
  const client = await postgres.pool.connect();
  let failure: Error | undefined;
  try {
    // Another start may hold the lock for as long as a step takes.
    await client.query('set statement_timeout = 0');
    await client.query(lock, [service]);
    await client.query(createTable);
    await client.query(createRepeats);
    const steps = compare(migrations, await appliedSteps(client, service));
    const edited = steps.find(({ state }) => state === 'edited');
    if (edited) {
      throw new Error(
        `migration ${edited.name} of ${service} was edited after it was applied at ${edited.appliedAt}: restore it and add a new step instead`,
      );
    }
    const pending = new Set(steps.filter(({ state }) => state === 'pending').map(({ name }) => name));
    const run = migrations.filter(({ name }) => pending.has(name));
    for (const step of run) {
      await apply(client, service, step);
      applied(step.name);
    }
    return run.map(({ name }) => name);
  } catch (thrown) {
    failure = thrown as Error;
    throw thrown;
  } finally {
    // A failed connection is closed, which frees the lock as well.
    if (!failure) {
      await client.query(unlock, [service]);
      await client.query('reset statement_timeout');
    }
    client.release(failure);
  }
}

/** How every step of a service stands, without changing anything. */
export async function migrationStatus(
  postgres: Postgres,
  service: string,
  migrations: readonly Migration[],
): Promise<MigrationStatus[]> {
  const client = await postgres.pool.connect();
  try {
    const { rows } = await client.query(`select to_regclass('hawser_migrations') is not null as there`);
    return compare(migrations, rows[0].there ? await appliedSteps(client, service) : []);
  } finally {
    client.release();
  }
}

async function appliedSteps(client: PoolClient, service: string): Promise<Applied[]> {
  const text =
    'select name, checksum, applied_at from hawser_migrations where service = $1 order by applied_at, name';
  return (await client.query<Applied>(text, [service])).rows;
}

function compare(migrations: readonly Migration[], done: readonly Applied[]): MigrationStatus[] {
  const names = new Set<string>();
  for (const { name } of migrations) {
    if (names.has(name)) throw new Error(`two migrations are named ${name}`);
    names.add(name);
  }
  const known = new Map(done.map(row => [row.name, row]));
  const own = migrations.map((step): MigrationStatus => {
    const row = known.get(step.name);
    if (!row) return { name: step.name, state: 'pending' };
    const state = row.checksum === checksum(step) ? 'applied' : 'edited';
    return { name: step.name, state, appliedAt: row.applied_at };
  });
  const others = done.filter(({ name }) => !names.has(name));
  return [
    ...own,
    ...others.map(row => ({ name: row.name, state: 'unknown' as const, appliedAt: row.applied_at })),
  ];
}

async function apply(client: PoolClient, service: string, step: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(step.up);
    await client.query('insert into hawser_migrations (service, name, checksum) values ($1, $2, $3)', [
      service,
      step.name,
      checksum(step),
    ]);
    await client.query('commit');
  } catch (thrown) {
    throw new Error(`migration ${step.name} of ${service} failed: ${(thrown as Error).message}`, {
      cause: thrown,
    });
  }
}
