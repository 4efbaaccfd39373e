import type { Job, JobProgress, JobRecord, JobRequest, JobState, Lease } from '../job.ts';
import type { Depth, Failure, ListOptions, Queue, QueueListener, SendOptions } from '../queue.ts';
import { type CheckedRequest, checkBatch, checkList, checkRequest } from '../request.ts';
import { runWith } from './client.ts';
import type { QueueDatabase } from './database.ts';

/** How often ended jobs are looked through for ones to remove; milliseconds. */
const pruneEvery = 60_000;

/** How long ended jobs are kept, in milliseconds. */
export interface Retention {
  /** Completed and cancelled jobs. Default one day. */
  finished?: number;
  /** Dead letters. Default 30 days. */
  dead?: number;
}

/** A queue in a PostgreSQL database: rows of one table, leased with SKIP LOCKED, told of with NOTIFY. */
export class PostgresQueue implements Queue {
  readonly name: string;
  readonly transactional = true;
  readonly #database: QueueDatabase;
  readonly #retention: Required<Retention>;
  readonly #subscriptions = new Set<() => void>();
  #prunedAt = Number.NEGATIVE_INFINITY;

  /** @param name 1 to 100 letters, digits and `_ . : -` */
  constructor(name: string, database: QueueDatabase, retention: Retention = {}) {
    if (!/^[\w.:-]{1,100}$/.test(name)) throw new RangeError(`not a queue name: ${name}`);
    this.name = name;
    this.#database = database;
    this.#retention = { finished: 86_400_000, dead: 30 * 86_400_000, ...retention };
  }

  async send(request: JobRequest, options?: SendOptions): Promise<string | null> {
    return (await this.#insert([checkRequest(request)], options))[0] ?? null;
  }

  async sendBatch(requests: readonly JobRequest[], options?: SendOptions): Promise<(string | null)[]> {
    const checked = checkBatch(requests);
    return checked.length === 0 ? [] : this.#insert(checked, options);
  }

  async #insert(all: CheckedRequest[], options: SendOptions = {}): Promise<(string | null)[]> {
    const values = [
      this.name,
      all.map(request => request.task),
      all.map(request => request.payload),
      all.map(request => request.key),
      all.map(request => request.delay),
      all.map(request => request.priority),
      all.map(request => request.retryLimit),
      all.map(request => request.retryDelay),
      all.map(request => request.retryDelayMax),
    ];
    const rows = await this.#run<{ id: string | null }>('send', values, options);
    return rows.map(row => row.id);
  }

  async fetch(limit: number, worker: string, visibility: number): Promise<Job[]> {
    const rows = await this.#database.run<Job & { priority: number }>('fetch', [
      this.name,
      limit,
      worker,
      visibility,
    ]);
    // An UPDATE returns its rows in no order.
    return rows.sort((a, b) => b.priority - a.priority || Number(a.id) - Number(b.id));
  }

  async complete(leases: readonly Lease[], options?: SendOptions): Promise<Set<string>> {
    const rows = await this.#run<{ id: string }>('complete', this.#held(leases), options);
    return new Set(rows.map(row => row.id));
  }

  async fail(failures: readonly Failure[]): Promise<Map<string, JobState>> {
    const rows = await this.#database.run<{ id: string; state: JobState }>('fail', [
      ...this.#held(failures),
      failures.map(failure => failure.reason.replaceAll('\0', '').slice(0, 4_000)),
      failures.map(failure => failure.permanent),
    ]);
    return new Map(rows.map(row => [row.id, row.state]));
  }

  async release(leases: readonly Lease[]): Promise<void> {
    await this.#database.run('release', this.#held(leases));
  }

  async extend(leases: readonly Lease[], visibility: number): Promise<Map<string, 'held' | 'cancelling'>> {
    const values = [...this.#held(leases), visibility];
    const rows = await this.#database.run<{ id: string; cancelling: boolean }>('extend', values);
    return new Map(rows.map(row => [row.id, row.cancelling ? 'cancelling' : 'held']));
  }

  async progress({ id, lease }: Lease, progress: JobProgress): Promise<void> {
    await this.#database.run('progress', [this.name, id, lease, JSON.stringify(progress)]);
  }

  async maintain(): Promise<number | null> {
    const [row] = await this.#database.run<{ next: number | null }>('maintain', [this.name]);
    if (performance.now() - this.#prunedAt > pruneEvery) {
      this.#prunedAt = performance.now();
      await this.#database.run('prune', [this.name, this.#retention.finished, this.#retention.dead]);
    }
    return row?.next ?? null;
  }

  subscribe(listener: QueueListener): () => void {
    const unsubscribe = this.#database.subscribe(this.name, listener);
    this.#subscriptions.add(unsubscribe);
    return () => {
      this.#subscriptions.delete(unsubscribe);
      unsubscribe();
    };
  }

  async cancel(id: string): Promise<'cancelled' | 'cancelling' | null> {
    if (!isId(id)) return null;
    const [row] = await this.#database.run<{ state: JobState }>('cancel', [this.name, id]);
    if (row === undefined) return null;
    return row.state === 'active' ? 'cancelling' : 'cancelled';
  }

  async get(id: string): Promise<JobRecord | null> {
    if (!isId(id)) return null;
    return (await this.#database.run<JobRecord>('get', [this.name, id]))[0] ?? null;
  }

  async list({ state, page: { start = 1, limit = 50 } = {} }: ListOptions = {}): Promise<JobRecord[]> {
    checkList(state, start, limit);
    const values = [this.name, start - 1, limit];
    if (state === undefined) return this.#database.run<JobRecord>('list', values);
    return this.#database.run<JobRecord>('listState', [...values, state]);
  }

  deadLetters(page?: ListOptions['page']): Promise<JobRecord[]> {
    return this.list({ state: 'dead', page });
  }

  async requeue(id: string): Promise<boolean> {
    if (!isId(id)) return false;
    try {
      return (await this.#database.run('requeue', [this.name, id])).length > 0;
    } catch (error) {
      // Unique violation: another job has taken the key meanwhile.
      if ((error as { code?: unknown }).code === '23505') return false;
      throw error;
    }
  }

  async depth(): Promise<Depth> {
    const [row] = await this.#database.run<Depth>('depth', [this.name]);
    return row ?? { waiting: 0, delayed: 0, active: 0, dead: 0 };
  }

  /** Ends this queue's subscriptions. The connections belong to the database object, which others may share. */
  async close(): Promise<void> {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.#subscriptions.clear();
  }

  #held(leases: readonly Lease[]): unknown[] {
    return [this.name, leases.map(held => held.id), leases.map(held => held.lease)];
  }

  async #run<Row extends object>(
    name: 'send' | 'complete',
    values: unknown[],
    { client }: SendOptions = {},
  ): Promise<Row[]> {
    if (client === undefined) return this.#database.run<Row>(name, values);
    await this.#database.ready();
    return (await runWith(client, this.#database.sql[name], values)).rows as Row[];
  }
}

/** Ids are the table's 64-bit keys; any other text names no job. */
const isId = (id: string) => /^\d{1,18}$/.test(id);
