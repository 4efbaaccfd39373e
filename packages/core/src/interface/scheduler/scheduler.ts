import type { Log } from '../../log.ts';
import type { QueueDatabase } from '../../queue/index.ts';
import { type Clock, systemClock } from './clock.ts';
import { Leader } from './leader.ts';
import { Runner } from './runner.ts';
import type { Schedule } from './schedule.ts';
import { TickStore } from './tick-store.ts';

export interface SchedulerOptions {
  /** The service's name: its replicas elect one among themselves. */
  name: string;
  schedules: readonly Schedule[];
  /** Where ticks are recorded and the election is held. */
  database: QueueDatabase;
  log: Log;
  /** Default: the system's. */
  clock?: Clock;
}

/**
 * The scheduler server: sends the jobs of schedules when they are due. Of several replicas one leads, and each tick is
 * recorded in the transaction that sends its jobs, so a tick's jobs are sent once, also while the lead changes hands.
 */
export class Scheduler {
  readonly #leader: Leader;
  readonly #runners: Runner[];

  /** @throws RangeError that names the schedule with a wrong trigger, or a name that two have */
  constructor({ name, schedules, database, log, clock = systemClock }: SchedulerOptions) {
    const store = new TickStore(database);
    const names = new Set<string>();
    this.#runners = schedules.map(schedule => {
      if (names.has(schedule.name)) throw new RangeError(`two schedules are called '${schedule.name}'`);
      names.add(schedule.name);
      try {
        return new Runner(schedule, name, store, clock, log);
      } catch (error) {
        throw new RangeError(
          `schedule '${schedule.name}': ${error instanceof Error ? error.message : error}`,
        );
      }
    });
    this.#leader = new Leader({
      connection: database.pool.options,
      group: `${database.schema} ${name}`,
      clock,
      elected: () => {
        for (const runner of this.#runners) runner.start();
      },
      lost: () => {
        for (const runner of this.#runners) void runner.stop();
      },
      log,
    });
  }

  /** Whether this replica leads. */
  get leading(): boolean {
    return this.#leader.leading;
  }

  /** Takes part in the election from now on; a database that is away now is waited for. */
  start(): void {
    this.#leader.start();
  }

  /** Ends after the tick that is being sent, then lets another replica lead. */
  async stop(): Promise<void> {
    await Promise.all(this.#runners.map(runner => runner.stop()));
    await this.#leader.stop();
  }
}
