import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openQueues, type Queue, registerQueueBackend } from './index.ts';
import { recordingLog } from './testing.ts';

const log = recordingLog();
const connection = { host: '127.0.0.1', port: 1 };

test('queues open without a connection; PostgreSQL is the default', async () => {
  const queues = openQueues(
    { a: {}, b: { backend: 'hawser.postgres', retention: { finished: 0 } } },
    { connection, log },
  );
  assert.deepEqual(
    queues.all().map(queue => queue.name),
    ['a', 'b'],
  );
  assert.equal(queues.get('a').name, 'a');
  assert.throws(() => queues.get('c'), /no queue 'c' in QUEUES; there are a, b/);
  await queues.close();
});

test('a wrong configuration names the queue and what is wrong', () => {
  const open = (queue: Record<string, unknown>) => () =>
    openQueues({ collector_q: queue }, { connection, log });
  assert.throws(
    open({ backend: 'sqs' }),
    /QUEUES\.collector_q: unknown queue backend 'sqs'; known are postgres/,
  );
  assert.throws(open({ retain: 1 }), /QUEUES\.collector_q: .*retain/);
  assert.throws(open({ schema: 'x"; DROP' }), /QUEUES\.collector_q: not a schema name/);
  assert.throws(() => openQueues({ 'a b': {} }, { connection, log }), /not a queue name/);
  assert.throws(() => openQueues({ a: {} }, { log }), /needs a database/);
});

test('SpaceONE’s Redis queue is the redis backend, with its options as written', async () => {
  const spaceone = {
    backend: 'spaceone.core.queue.redis_queue.RedisQueue',
    host: 'redis',
    port: 6379,
    channel: 'collector',
  };
  assert.throws(() => openQueues({ collector_q: spaceone }, { log }), /needs the package @hawser\/redis/);
  const opened: unknown[] = [];
  let closed = 0;
  const queue = { name: 'collector_q', close: async () => {} } as Queue;
  registerQueueBackend('redis', () => ({
    open: (...given) => {
      opened.push(given);
      return queue;
    },
    close: async () => void closed++,
  }));
  const queues = openQueues({ collector_q: spaceone }, { log });
  assert.deepEqual(opened, [['collector_q', { host: 'redis', port: 6379, channel: 'collector' }]]);
  assert.equal(queues.get('collector_q'), queue);
  await queues.close();
  assert.equal(closed, 1);
});
