import type { BackendContext, QueueBackend } from '@hawser/core/queue';
import type { RedisOptions } from 'ioredis';
import { z } from 'zod';
import { RedisQueue } from './queue.ts';

const options = z.strictObject({
  channel: z.string().min(1).optional().describe('Name of the queue in Redis; default the name in QUEUES'),
  host: z.string().default('localhost'),
  port: z.number().int().min(1).max(65_535).default(6379),
  db: z.number().int().min(0).default(0),
  username: z.string().optional(),
  password: z.string().optional(),
  ssl: z.boolean().default(false).describe('Encrypt, and check the server’s certificate'),
});

/** Queues on Redis, with the options that SpaceONE's RedisQueue has. */
export function redisBackend({ log }: BackendContext): QueueBackend {
  return {
    open(name, given) {
      const checked = options.safeParse(given);
      if (!checked.success) throw new RangeError(z.prettifyError(checked.error));
      const { channel = name, ssl, ...connection } = checked.data;
      const redis: RedisOptions = { ...connection, ...(ssl ? { tls: {} } : {}) };
      return new RedisQueue(name, channel, redis, log);
    },
    close: async () => undefined,
  };
}
