import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { QueryResult as PgResult, Pool, PoolClient } from 'pg';
import { errors } from '../../error/index.ts';
import { Transaction } from '../../transaction/index.ts';
import { cancelStatement } from './cancel.ts';

/**
 * Kysely over a pool of `pg`. A statement ends with the transaction that it runs for: at the deadline, or when the caller
 * goes away, the server is asked to cancel it. That needs no `SET` before each statement, and so no further round trip.
 */
export const pooled = (pool: Pool): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new PooledDriver(pool),
  createIntrospector: db => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});

const unbound = new AsyncLocalStorage<true>();

/** Runs what has to be done even though the call has ended, such as undoing its writes. */
export const beyondDeadline = <T>(work: () => Promise<T>): Promise<T> => unbound.run(true, work);

class PooledDriver implements Driver {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PooledConnection> {
    return new PooledConnection(await this.#pool.connect());
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const level = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
    const mode = settings.accessMode ? ` ${settings.accessMode}` : '';
    await connection.executeQuery(CompiledQuery.raw(`begin${level}${mode}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  /** Not tried on a broken connection, where the server rolls back by itself: the error that broke it is the one to tell. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const pooledConnection = connection as PooledConnection;
    if (!pooledConnection.broken) await pooledConnection.rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as PooledConnection).release();
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

class PooledConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  /** Set when the connection can't be used again. */
  broken: Error | undefined;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.broken) throw this.broken;
    const signal = unbound.getStore() ? undefined : Transaction.current()?.signal;
    if (signal?.aborted) throw reasonOf(signal);
    const running = this.#client.query<R & object>(query.sql, query.parameters as unknown[]);
    const result = await (signal ? this.#until(running, signal) : running.catch(rethrow));
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
  }

  // biome-ignore lint/correctness/useYield: Kysely's interface asks for a generator; streaming isn't offered.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming a query is not supported');
  }

  async rollback(): Promise<void> {
    await this.#client.query('rollback').catch((thrown: Error) => {
      this.broken ??= thrown;
    });
  }

  release(): void {
    this.#client.release(this.broken);
  }

  #until<R>(running: Promise<PgResult<R & object>>, signal: AbortSignal): Promise<PgResult<R & object>> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        // The cancellation may still be on its way when the next statement runs: this connection has no next one.
        this.broken = reasonOf(signal);
        cancelStatement(this.#client);
        reject(this.broken);
      };
      signal.addEventListener('abort', abort, { once: true });
      running
        .finally(() => signal.removeEventListener('abort', abort))
        .then(resolve, (thrown: unknown) => reject(translated(thrown)));
    });
  }
}

const reasonOf = ({ reason }: AbortSignal): Error => (reason instanceof Error ? reason : errors.cancelled());

function rethrow(thrown: unknown): never {
  throw translated(thrown);
}

/**
 * What the caller is told. SQLSTATE 57014: the server ended the statement, by its timeout or on request. 22021 and 22P05:
 * a text has a character that PostgreSQL holds nowhere, the null character.
 */
function translated(thrown: unknown): unknown {
  switch ((thrown as { code?: unknown } | null)?.code) {
    case '57014':
      return errors.timeout();
    case '22021':
    case '22P05':
      return errors.invalid('request', 'a null character is not allowed');
    default:
      return thrown;
  }
}
