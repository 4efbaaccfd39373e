import { registerCacheStore } from '@hawser/core/cache';
import { registerQueueBackend } from '@hawser/core/queue';
import { redisBackend } from './backend.ts';
import { RedisStore } from './cache.ts';

registerQueueBackend('redis', redisBackend);
registerCacheStore((setting, context) => new RedisStore(setting, context), 'redis');

export { redisBackend } from './backend.ts';
export { RedisStore } from './cache.ts';
export { RedisQueue } from './queue.ts';
