import { z } from 'zod';
import { type BackendContext, type QueueBackend, queueBackend } from './backend.ts';
import type { Queue } from './queue.ts';

/**
 * The configuration `QUEUES`: a queue's name and its backend with the backend's own options, which it checks itself.
 * SpaceONE's form, with its names of backends, means what it means there.
 */
export const queuesConfig = z.record(
  z.string(),
  z.looseObject({
    backend: z.string().default('hawser.postgres').describe('Name of the driver'),
  }),
);

export type QueuesConfig = z.input<typeof queuesConfig>;

/** The queues that a configuration names. */
export interface Queues {
  /** @throws RangeError if no such queue is configured */
  get(name: string): Queue;
  /** All of them, in the order of the configuration. */
  all(): Queue[];
  close(): Promise<void>;
}

/**
 * Opens queues; that connects to nothing yet, so it works while a server is away.
 *
 * @throws RangeError that names the queue, for an unknown backend or a wrong option
 */
export function openQueues(config: QueuesConfig, context: BackendContext): Queues {
  const backends = new Map<string, QueueBackend>();
  const queues = new Map<string, Queue>();
  for (const [name, { backend: configured, ...options }] of Object.entries(queuesConfig.parse(config))) {
    try {
      const found = queueBackend(configured);
      const backend = backends.get(found.name) ?? found.factory(context);
      backends.set(found.name, backend);
      queues.set(name, backend.open(name, options));
    } catch (error) {
      throw new RangeError(`QUEUES.${name}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  }
  return {
    get: name => {
      const queue = queues.get(name);
      if (queue) return queue;
      throw new RangeError(
        `no queue '${name}' in QUEUES; there are ${[...queues.keys()].join(', ') || 'none'}`,
      );
    },
    all: () => [...queues.values()],
    close: async () => {
      for (const queue of queues.values()) await queue.close();
      for (const backend of backends.values()) await backend.close();
    },
  };
}
