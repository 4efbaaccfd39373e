import { Client, type ClientConfig } from 'pg';
import type { Log } from '../../log.ts';
import { backoff } from '../../queue/index.ts';
import type { Clock } from './clock.ts';

/** How often one that doesn't lead tries to; also how often the leader's connection is looked at. Milliseconds. */
const tryEvery = 1_000;

export interface LeaderOptions {
  connection: ClientConfig;
  /** Those who elect one among themselves share it. */
  group: string;
  clock: Clock;
  elected(): void;
  lost(): void;
  log: Log;
}

/**
 * Takes part in an election: leads while a connection of its own holds an advisory lock. A process that dies, or loses
 * its connection, loses the lock with it, and another leads within about a second.
 */
export class Leader {
  readonly #options: LeaderOptions;
  #client: Client | undefined;
  #leading = false;
  #failures = 0;
  #callOff: () => void = () => undefined;
  #stopped = false;

  constructor(options: LeaderOptions) {
    this.#options = options;
  }

  get leading(): boolean {
    return this.#leading;
  }

  start(): void {
    void this.#connect();
  }

  async #connect(): Promise<void> {
    const client = new Client({
      ...this.#options.connection,
      // A pool hides it from copies of its options.
      password: this.#options.connection.password,
      keepAlive: true,
      query_timeout: 5_000,
      connectionTimeoutMillis: 5_000,
      application_name: 'hawser scheduler election',
    });
    this.#client = client;
    client.on('error', error => this.#disconnected(client, error));
    client.on('end', () => this.#disconnected(client, new Error('the connection ended')));
    try {
      await client.connect();
      await this.#try(client);
    } catch (error) {
      this.#disconnected(client, error);
    }
  }

  async #try(client: Client): Promise<void> {
    if (this.#leading) {
      await client.query('SELECT 1');
    } else {
      const { rows } = await client.query<{ got: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
        [`hawser scheduler ${this.#options.group}`],
      );
      if (this.#client !== client) return;
      this.#failures = 0;
      if (rows[0]?.got) {
        this.#leading = true;
        this.#options.log.info({ group: this.#options.group }, 'this scheduler leads');
        this.#options.elected();
      }
    }
    if (this.#client !== client) return;
    this.#callOff = this.#options.clock.after(tryEvery, () => {
      this.#try(client).catch(error => this.#disconnected(client, error));
    });
  }

  #disconnected(client: Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#callOff();
    client.end().catch(() => undefined);
    this.#resign();
    if (this.#stopped) return;
    this.#failures++;
    if (this.#failures === 1)
      this.#options.log.warn(
        { err: error, group: this.#options.group },
        'lost the connection for the election',
      );
    this.#callOff = this.#options.clock.after(
      backoff(this.#failures, 100, 5_000),
      () => void this.#connect(),
    );
  }

  #resign(): void {
    if (!this.#leading) return;
    this.#leading = false;
    this.#options.lost();
  }

  /** Steps back, so that another may lead at once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff();
    const client = this.#client;
    this.#client = undefined;
    this.#resign();
    await client?.end().catch(() => undefined);
  }
}
