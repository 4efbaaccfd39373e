import { z } from 'zod';
import type { Log } from '../../log.ts';
import type { Queues } from '../../queue/index.ts';
import type { StageResolver } from './staged.ts';
import type { TaskHandler } from './task.ts';
import { type Drained, Worker } from './worker.ts';

/**
 * The configuration `WORKERS`, SpaceONE's form included: a name, the queue and how many jobs run at once. What a
 * `backend` names is of no matter: all jobs are run by the one {@link Worker}.
 */
export const workersConfig = z.record(
  z.string(),
  z.strictObject({
    backend: z.string().optional(),
    queue: z.string().describe('Name of a queue in QUEUES'),
    pool: z.number().int().min(1).max(10_000).default(8).describe('Jobs that run at the same time'),
    visibility: z
      .number()
      .int()
      .min(100)
      .default(30_000)
      .describe('Milliseconds after which the jobs of a worker that fell silent are given to another'),
  }),
);

export type WorkersConfig = z.input<typeof workersConfig>;

export interface WorkersOptions {
  config: WorkersConfig;
  queues: Queues;
  tasks: Readonly<Record<string, TaskHandler>>;
  resolve?: StageResolver;
  log: Log;
}

/** The worker server of a process: one {@link Worker} for each entry of the configuration. */
export class Workers {
  readonly #workers: Worker[];

  /** @throws RangeError that names the entry whose queue isn't configured */
  constructor({ config, queues, tasks, resolve, log }: WorkersOptions) {
    this.#workers = Object.entries(workersConfig.parse(config)).map(([name, { queue, pool, visibility }]) => {
      try {
        return new Worker({ queue: queues.get(queue), tasks, resolve, concurrency: pool, visibility, log });
      } catch (error) {
        throw new RangeError(`WORKERS.${name}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    });
  }

  /** Jobs that are running now. */
  get running(): number {
    return this.#workers.reduce((sum, worker) => sum + worker.running, 0);
  }

  start(): void {
    for (const worker of this.#workers) worker.start();
  }

  /** Drains all at the same time; see {@link Worker.drain}. The queues stay open. */
  async drain(budget: number): Promise<Drained> {
    const all = await Promise.all(this.#workers.map(worker => worker.drain(budget)));
    return all.reduce(
      (sum, one) => ({ ended: sum.ended + one.ended, released: sum.released + one.released }),
      {
        ended: 0,
        released: 0,
      },
    );
  }
}
