import type { PoolClient } from 'pg';
import type { QueueDatabase } from '../../queue/index.ts';

/** Remembers, in the queue's database, each schedule's last tick: what makes a tick happen once. */
export class TickStore {
  readonly #database: QueueDatabase;

  constructor(database: QueueDatabase) {
    this.#database = database;
  }

  /** The schedule's last tick, in milliseconds since 1970. At its first sight that becomes `start`. */
  async last(schedule: string, start: number): Promise<number> {
    await this.#database.ready();
    const table = `${this.#database.schema}.tick`;
    const { rows } = await this.#database.pool.query<{ at: number }>(
      `WITH first AS (INSERT INTO ${table} (schedule, at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING at),
         ticks AS (SELECT at FROM first UNION ALL SELECT at FROM ${table} WHERE schedule = $1)
       SELECT (extract(epoch FROM at) * 1000)::float8 AS at FROM ticks`,
      [schedule, new Date(start)],
    );
    return rows[0]?.at ?? start;
  }

  /**
   * Calls `send` in a transaction that records the tick, unless the tick or a later one is recorded already: another
   * replica that is at it at the same time is waited for. What `send` throws undoes both.
   *
   * @returns whether it was called
   */
  async once(
    schedule: string,
    tick: number,
    jobs: number,
    send: (client: PoolClient) => Promise<void>,
  ): Promise<boolean> {
    const client = await this.#database.pool.connect();
    // A connection that breaks between two queries says so by this event alone, which mustn't go unheard.
    const ignore = () => undefined;
    client.on('error', ignore);
    let failed = true;
    try {
      await client.query('BEGIN');
      const { rowCount } = await client.query(
        `INSERT INTO ${this.#database.schema}.tick AS tick (schedule, at, jobs) VALUES ($1, $2, $3)
         ON CONFLICT (schedule) DO UPDATE SET at = excluded.at, jobs = excluded.jobs, recorded_at = now()
         WHERE tick.at < excluded.at`,
        [schedule, new Date(tick), jobs],
      );
      const first = rowCount === 1;
      if (first) await send(client);
      await client.query('COMMIT');
      failed = false;
      return first;
    } finally {
      client.off('error', ignore);
      // Ending the connection rolls back.
      client.release(failed);
    }
  }
}
