import type { QueueListener } from '@hawser/core/queue';
import { QueueEvents, type QueueEventsListener } from 'bullmq';
import type { RedisOptions } from 'ioredis';

interface CancelListener extends QueueEventsListener {
  cancel: (args: { jobId: string }, id: string) => void;
}

/** Passes what BullMQ tells of a queue on; after a lost connection those who listen look for themselves. */
export function listen(
  queue: string,
  connection: RedisOptions,
  listeners: ReadonlySet<QueueListener>,
): QueueEvents {
  const events = new QueueEvents(queue, { connection: { ...connection, maxRetriesPerRequest: null } });
  const tell = (what: (listener: QueueListener) => void) => () => {
    for (const listener of listeners) what(listener);
  };
  events.on(
    'waiting',
    tell(listener => listener.wake()),
  );
  events.on(
    'delayed',
    tell(listener => listener.due()),
  );
  events.on(
    'ioredis:close',
    tell(listener => listener.due()),
  );
  events.on<CancelListener, 'cancel'>('cancel', ({ jobId }) => tell(listener => listener.cancel(jobId))());
  return events;
}
