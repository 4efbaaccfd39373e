import { Client, type ClientConfig } from 'pg';
import type { Log } from '../../log.ts';
import { backoff } from '../backoff.ts';

/** How often the connection is asked for a sign of life, and how long it may take; milliseconds. */
const checkEvery = 10_000;
const checkWithin = 5_000;

/**
 * Listens on one notification channel over a connection of its own, for as long as it isn't closed: a lost connection
 * is opened again, with waits from 100 ms to 2 s. Notifications sent meanwhile are lost, so `connected` is called
 * after each connect for the caller to look for itself.
 */
export class Listener {
  readonly #config: ClientConfig;
  readonly #channel: string;
  readonly #log: Log;
  readonly #on: { connected(): void; message(payload: string): void };
  #client: Client | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** Starts to connect at once. `channel` stands in SQL as it is. */
  constructor(
    config: ClientConfig,
    channel: string,
    on: { connected(): void; message(payload: string): void },
    log: Log,
  ) {
    this.#config = config;
    this.#channel = channel;
    this.#on = on;
    this.#log = log;
    void this.#connect();
  }

  async #connect(): Promise<void> {
    const client = new Client({
      ...this.#config,
      // A pool hides it from copies of its options.
      password: this.#config.password,
      keepAlive: true,
      application_name: 'hawser queue listener',
    });
    this.#client = client;
    client.on('error', error => this.#lost(client, error));
    client.on('end', () => this.#lost(client, new Error('the connection ended')));
    client.on('notification', ({ payload }) => this.#on.message(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${this.#channel}`);
    } catch (error) {
      this.#lost(client, error);
      return;
    }
    if (this.#client !== client) return;
    if (this.#failures > 0) this.#log.info({ channel: this.#channel }, 'listens for jobs again');
    this.#failures = 0;
    this.#timer = setTimeout(() => void this.#check(client), checkEvery).unref();
    this.#on.connected();
  }

  /** A peer that vanished without a word is only found by asking it. */
  async #check(client: Client): Promise<void> {
    const late = setTimeout(() => this.#lost(client, new Error('no answer')), checkWithin).unref();
    try {
      await client.query('SELECT 1');
      if (this.#client === client)
        this.#timer = setTimeout(() => void this.#check(client), checkEvery).unref();
    } catch (error) {
      this.#lost(client, error);
    } finally {
      clearTimeout(late);
    }
  }

  #lost(client: Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    // Its own errors, from now on, are of no interest; the listener for them stays.
    client.end().catch(() => undefined);
    if (this.#closed) return;
    this.#failures++;
    if (this.#failures === 1)
      this.#log.warn({ err: error, channel: this.#channel }, 'lost the connection that listens for jobs');
    this.#timer = setTimeout(() => void this.#connect(), backoff(this.#failures, 100, 2_000));
  }

  /** Ends the connection and tries no more. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }
}
