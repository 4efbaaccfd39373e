import { registerQueueBackend } from '@hawser/core/queue';
import { redisBackend } from './backend.ts';

registerQueueBackend('redis', redisBackend);

export { redisBackend } from './backend.ts';
export { RedisQueue } from './queue.ts';
