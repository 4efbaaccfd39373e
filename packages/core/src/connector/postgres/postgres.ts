import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { CompiledQuery, type IsolationLevel, Kysely, type Transaction as KyselyTransaction } from 'kysely';
import pg from 'pg';
import type { ComponentHost } from '../../service/component.ts';
import { Transaction } from '../../transaction/index.ts';
import { Connector } from '../connector.ts';
import { beyondDeadline, pooled } from './driver.ts';
import { poolConfig } from './settings.ts';
import { DatabaseWatch } from './watch.ts';

/** How often a transaction is tried that others got in the way of (serialization failure, deadlock). */
const attempts = 4;
/** SQLSTATEs that say: nothing was done, the same may work if tried again. */
const repeatable = new Set(['40001', '40P01']);

interface Running {
  db: KyselyTransaction<unknown>;
  /** What undoes, once committed, the work of the database transaction. */
  undo: (() => Promise<void>)[];
}

/** A row as `pg` gives it: column → value. */
export type DatabaseRow = Record<string, unknown>;

/**
 * The service's database `DATABASES.default`: Kysely over a pool, opened on first use and closed when the application
 * stops. While the server is away, calls fail with UNAVAILABLE and the application isn't ready; nothing needs
 * a restart once it is back.
 */
export class Postgres extends Connector {
  #pool: pg.Pool | undefined;
  #db: Kysely<unknown> | undefined;
  #watch: DatabaseWatch | undefined;
  readonly #running = new AsyncLocalStorage<Running>();

  constructor(host: ComponentHost) {
    super(host);
    host.onStart(() => {
      if (!host.config.DATABASES.default) return;
      this.#watch ??= new DatabaseWatch(this.pool, host.readiness);
      return this.#watch.check();
    });
  }

  /** The pool itself, for what needs a connection of its own, such as LISTEN. */
  get pool(): pg.Pool {
    return this.#pool ?? this.#open();
  }

  /** The query builder: within the running database transaction if there is one, else one connection a statement. */
  get db(): Kysely<unknown> {
    return this.#running.getStore()?.db ?? this.#base;
  }

  /** Whether the running code is inside of {@link transaction}. */
  get inTransaction(): boolean {
    return this.#running.getStore() !== undefined;
  }

  /** Runs one statement. Its values are sent as parameters; never put them into the text. */
  async query<R extends DatabaseRow = DatabaseRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<R[]> {
    const { rows } = await this.db.executeQuery(CompiledQuery.raw(text, values as unknown[]));
    return rows as R[];
  }

  /** As {@link query}, for the number of rows written. */
  async execute(text: string, values: readonly unknown[] = []): Promise<number> {
    const { numAffectedRows } = await this.db.executeQuery(CompiledQuery.raw(text, values as unknown[]));
    return Number(numAffectedRows ?? 0);
  }

  /**
   * Runs `work` in a database transaction, which all its statements join. Inside of a running one, `work` joins that.
   * What serialization failures and deadlocks ended is run again, up to four times in all, so `work` must have no
   * effects outside of the database that can't be repeated.
   */
  async transaction<T>(work: () => Promise<T>, options: { isolation?: IsolationLevel } = {}): Promise<T> {
    if (this.#running.getStore()) return work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(work, options.isolation);
      } catch (thrown) {
        const code = (thrown as { code?: unknown } | null)?.code;
        if (attempt === attempts || typeof code !== 'string' || !repeatable.has(code)) throw thrown;
        await delay(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  /**
   * Registers what undoes a write if the method that is running fails later. Of a write in a database transaction it
   * counts from the commit: before it, the database undoes the write by itself.
   */
  onRollback(undo: () => Promise<void>): void {
    const step = () => beyondDeadline(undo);
    const running = this.#running.getStore();
    if (running) running.undo.push(step);
    else Transaction.current()?.onRollback(step);
  }

  async #once<T>(work: () => Promise<T>, isolation: IsolationLevel | undefined): Promise<T> {
    const undo: Running['undo'] = [];
    const builder = isolation
      ? this.#base.transaction().setIsolationLevel(isolation)
      : this.#base.transaction();
    const result = await builder.execute(db => this.#running.run({ db, undo }, work));
    const transaction = Transaction.current();
    for (const step of undo) transaction?.onRollback(step);
    return result;
  }

  get #base(): Kysely<unknown> {
    this.#db ??= new Kysely<unknown>({ dialect: pooled(this.pool) });
    return this.#db;
  }

  #open(): pg.Pool {
    const settings = this.host.config.DATABASES.default;
    if (!settings) throw new Error(`the configuration of ${this.host.name} has no DATABASES.default`);
    const pool = new pg.Pool(poolConfig(settings, this.host.name));
    const lost = (error: Error) => {
      this.log.warn({ err: error }, 'a database connection was lost');
      this.#watch?.check();
    };
    // An 'error' that nobody listens to would end the process, whether the connection is idle or at work.
    pool.on('error', lost);
    pool.on('connect', client => client.on('error', () => this.#watch?.check()));
    this.#pool = pool;
    this.host.onStop(async () => {
      this.#watch?.stop();
      this.#watch = undefined;
      this.#pool = undefined;
      this.#db = undefined;
      await pool.end();
    });
    return pool;
  }
}
