import type { JobRequest, Queue } from '../../queue/index.ts';
import type { Trigger } from './trigger.ts';

/** A time at which a schedule was due. */
export interface Tick {
  schedule: string;
  at: Date;
}

/**
 * Says which jobs a tick sends. Called by the leading replica; when it fails it is called again, with growing pauses,
 * until the next tick takes its place.
 */
export type JobProducer = (tick: Tick) => readonly JobRequest[] | Promise<readonly JobRequest[]>;

/** Work that is sent to a queue at set times. */
export interface Schedule {
  /** Unique in the service, and kept over time: ticks are recorded under it. */
  name: string;
  trigger: Trigger;
  queue: Queue;
  /** Jobs without a key get one of schedule and tick. */
  jobs: JobProducer;
  /**
   * What becomes of ticks that came while no scheduler was running: `once` runs the latest of them (default), `skip`
   * none. A tick counts as missed a minute after its time, or half way to the next one if that is sooner.
   */
  missed?: 'once' | 'skip';
}
