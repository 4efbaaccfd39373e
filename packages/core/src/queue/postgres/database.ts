import { Pool, type PoolConfig, types } from 'pg';
import type { Log } from '../../log.ts';
import type { QueueListener } from '../queue.ts';
import { type AdminStatements, adminStatements } from './admin-statements.ts';
import { Listener } from './listener.ts';
import { checkSchemaName, defaultSchema, migrateQueueSchema } from './schema.ts';
import { type WorkStatements, workStatements } from './work-statements.ts';

/** What the queues of one database share: its pool, its SQL and the one connection that listens. */
export class QueueDatabase {
  readonly schema: string;
  readonly pool: Pool;
  readonly log: Log;
  readonly sql: WorkStatements & AdminStatements;
  readonly #ownPool: boolean;
  readonly #listeners = new Map<string, Set<QueueListener>>();
  #listener: Listener | undefined;
  #ready: Promise<void> | undefined;
  readonly #onPoolError = (error: Error) =>
    this.log.warn({ err: error }, 'an idle database connection broke');

  /** A pool that is given stays open after {@link close}; one that is made of a configuration doesn't. */
  constructor(connection: Pool | PoolConfig, log: Log, schema = defaultSchema) {
    this.schema = checkSchemaName(schema);
    // Not by instanceof: the giver's pg may be another copy.
    const given = 'connect' in connection ? connection : undefined;
    this.#ownPool = given === undefined;
    this.pool = given ?? new Pool(connection as PoolConfig);
    this.log = log;
    this.sql = { ...workStatements(this.schema), ...adminStatements(this.schema) };
    // Without a listener, a server that restarts would end this process.
    this.pool.on('error', this.#onPoolError);
  }

  /** Sees to the schema, once; after a failure the next call tries again. */
  ready(): Promise<void> {
    this.#ready ??= migrateQueueSchema(this.pool, this.schema).catch(error => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /**
   * Runs a statement by its name. It is planned each time (0.2 ms): a prepared statement's plan that was made while
   * the table was empty would walk through the full one.
   */
  async run<Row extends object>(
    name: keyof (WorkStatements & AdminStatements),
    values: unknown[],
  ): Promise<Row[]> {
    await this.ready();
    const { rows } = await this.pool.query<Row>({
      name: `${this.schema}.${name}`,
      text: this.sql[name],
      values,
      // The giver's pool may read times in a way of its own.
      types,
    });
    return rows;
  }

  /** Passes what is told of a queue on, until the returned function is called. */
  subscribe(queue: string, listener: QueueListener): () => void {
    const listeners = this.#listeners.get(queue) ?? new Set();
    this.#listeners.set(queue, listeners.add(listener));
    this.#listener ??= new Listener(
      this.pool.options,
      this.schema,
      { connected: () => this.#wakeAll(), message: payload => this.#pass(payload) },
      this.log,
    );
    return () => {
      listeners.delete(listener);
    };
  }

  #pass(payload: string): void {
    const [kind, queue = '', id = ''] = payload.split(' ');
    for (const listener of this.#listeners.get(queue) ?? []) {
      if (kind === 'wake') listener.wake();
      else if (kind === 'due') listener.due();
      else if (kind === 'cancel') listener.cancel(id);
    }
  }

  #wakeAll(): void {
    for (const listeners of this.#listeners.values())
      for (const listener of listeners) {
        listener.due();
        listener.wake();
      }
  }

  async close(): Promise<void> {
    await this.#listener?.close();
    this.#listener = undefined;
    this.#listeners.clear();
    if (this.#ownPool) await this.pool.end();
    else this.pool.off('error', this.#onPoolError);
  }
}
