import type { PoolClient } from 'pg';
import type { Log } from '../../log.ts';
import { backoff, type JobRequest, maxBatch } from '../../queue/index.ts';
import type { Clock } from './clock.ts';
import type { Schedule } from './schedule.ts';
import type { TickStore } from './tick-store.ts';
import { type Ticks, ticksOf } from './trigger.ts';

/** The longest sleep: clocks are set, and Node's timers end at 24 days. Milliseconds. */
const maxSleep = 3_600_000;
/** A tick this much late counts as missed; milliseconds. */
const grace = 60_000;

/** Runs one schedule while its replica leads. */
export class Runner {
  readonly #schedule: Schedule;
  readonly #id: string;
  readonly #ticks: Ticks;
  readonly #store: TickStore;
  readonly #clock: Clock;
  readonly #log: Log;
  #running: Promise<void> | undefined;
  #callOff: () => void = () => undefined;
  #active = false;
  #failures = 0;

  /**
   * @param group distinguishes the schedules of services that share a database
   * @throws RangeError for a wrong trigger
   */
  constructor(schedule: Schedule, group: string, store: TickStore, clock: Clock, log: Log) {
    this.#schedule = schedule;
    this.#id = `${group}/${schedule.name}`;
    this.#ticks = ticksOf(schedule.trigger);
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  start(): void {
    this.#active = true;
    this.#failures = 0;
    this.#round();
  }

  /** Resolves when a tick that is being sent has been. */
  async stop(): Promise<void> {
    this.#active = false;
    this.#callOff();
    await this.#running;
  }

  #round(): void {
    if (!this.#active || this.#running) return;
    this.#running = this.#sendDue()
      .then(
        sleep => {
          this.#failures = 0;
          return sleep;
        },
        error => {
          this.#failures++;
          this.#log.warn({ err: error, schedule: this.#id }, 'a tick could not be sent; trying on');
          return backoff(this.#failures, 500, 30_000);
        },
      )
      .then(sleep => {
        this.#running = undefined;
        if (!this.#active) return;
        this.#callOff = this.#clock.after(Math.max(0, Math.min(sleep, maxSleep)), () => this.#round());
      });
  }

  /** Sends what is due, and returns the milliseconds until it should look again. */
  async #sendDue(): Promise<number> {
    const now = this.#clock.now();
    const tick = this.#ticks.latest(now);
    const next = this.#ticks.next(now);
    const last = await this.#store.last(this.#id, tick ?? now);
    if (tick !== null && tick > last) {
      const late = now - tick;
      const missed = late > Math.min(grace, ((next ?? Number.POSITIVE_INFINITY) - tick) / 2);
      if (missed && this.#schedule.missed === 'skip') await this.#skip(tick);
      else await this.#send(tick);
    }
    return (next ?? Number.POSITIVE_INFINITY) - this.#clock.now();
  }

  async #skip(tick: number): Promise<void> {
    await this.#store.once(this.#id, tick, 0, async () => undefined);
    this.#log.info({ schedule: this.#id, tick: new Date(tick) }, 'skipped a missed tick');
  }

  async #send(tick: number): Promise<void> {
    const at = new Date(tick);
    const requests = (await this.#schedule.jobs({ schedule: this.#schedule.name, at })).map(
      (request, place) => ({
        ...request,
        key: request.key ?? `${this.#id}@${at.toISOString()}#${place}`,
      }),
    );
    const send = (client: PoolClient) => this.#sendAll(requests, client);
    const sent = await this.#store.once(this.#id, tick, requests.length, send);
    if (sent)
      this.#log.info({ schedule: this.#id, tick: at, jobs: requests.length }, 'sent the jobs of a tick');
  }

  async #sendAll(requests: JobRequest[], client: PoolClient): Promise<void> {
    const { queue } = this.#schedule;
    // Where the queue isn't in this database, a crash before the commit sends the tick again: the keys are for that.
    const options = queue.transactional ? { client } : {};
    for (let place = 0; place < requests.length; place += maxBatch)
      await queue.sendBatch(requests.slice(place, place + maxBatch), options);
  }
}
