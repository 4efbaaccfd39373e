import type { Pool, PoolConfig } from 'pg';
import type { Log } from '../log.ts';
import type { Queue } from './queue.ts';

/** What a backend gets beside its own options. */
export interface BackendContext {
  /** The service's database; a pool that is given stays the giver's to end. */
  connection?: Pool | PoolConfig;
  log: Log;
}

/** The queues of one backend in one process. */
export interface QueueBackend {
  /**
   * @param options the queue's configuration without `backend`
   * @throws RangeError that says what is wrong with an option
   */
  open(name: string, options: Readonly<Record<string, unknown>>): Queue;
  /** Called after all its queues are closed. */
  close(): Promise<void>;
}

/** Makes a backend; called once for the queues that one configuration names. */
export type QueueBackendFactory = (context: BackendContext) => QueueBackend;

const backends = new Map<string, QueueBackendFactory>();

/** Names that other systems' configurations use, and ours for them. */
const aliases = new Map([
  ['spaceone.core.queue.redis_queue.RedisQueue', 'redis'],
  ['hawser.redis', 'redis'],
  ['hawser.postgres', 'postgres'],
]);

/** Makes a driver known as `name`, e.g. `redis`. A name is registered once a process, at start. */
export function registerQueueBackend(name: string, factory: QueueBackendFactory): void {
  backends.set(name, factory);
}

/**
 * The driver that a configuration's `backend` names.
 *
 * @throws RangeError for a name that isn't known, with what to do
 */
export function queueBackend(backend: string): { name: string; factory: QueueBackendFactory } {
  const name = aliases.get(backend) ?? backend;
  const factory = backends.get(name);
  if (factory) return { name, factory };
  if (name === 'redis')
    throw new RangeError(
      `queue backend '${backend}' needs the package @hawser/redis: import it where the service starts`,
    );
  throw new RangeError(
    `unknown queue backend '${backend}'; known are ${[...backends.keys(), ...aliases.keys()].join(', ')}`,
  );
}
