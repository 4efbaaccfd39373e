import './postgres/backend.ts';

export {
  type BackendContext,
  type QueueBackend,
  type QueueBackendFactory,
  queueBackend,
  registerQueueBackend,
} from './backend.ts';
export { backoff } from './backoff.ts';
export * from './job.ts';
export { QueueDatabase } from './postgres/database.ts';
export { PostgresQueue, type Retention } from './postgres/queue.ts';
export { migrateQueueSchema } from './postgres/schema.ts';
export * from './queue.ts';
export { openQueues, type Queues, type QueuesConfig, queuesConfig } from './queues.ts';
export { type CheckedRequest, checkBatch, checkList, checkRequest, maxBatch, maxPayload } from './request.ts';
