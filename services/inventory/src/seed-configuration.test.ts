import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { Application, loadServiceConfig, serverStarters } from '@hawser/core';
import { Jobs } from '@hawser/core/connector/jobs';
import { migrate, Postgres } from '@hawser/core/connector/postgres';
import { testDatabase } from '@hawser/local/testing';
import { startRedis } from '@hawser/redis/testing';
import inventory from '../service.ts';

// As SpaceONE's documents have it, but for the port and for a schedule that doesn't keep a test waiting for the hour.
const application = (port: number) => `
QUEUES:
    collector_q:
        backend: spaceone.core.queue.redis_queue.RedisQueue
        host: 127.0.0.1
        port: ${port}
        channel: collector

SCHEDULERS:
    hourly_scheduler:
        backend: spaceone.inventory.scheduler.inventory_scheduler.InventoryHourlyScheduler
        queue: collector_q
        interval: 1
        minute: ':00'
    hourly:
        backend: spaceone.inventory.scheduler.inventory_scheduler.InventoryHourlyScheduler
        queue: collector_q
        interval: null
        minute: null
        rule: '* * * * * *'
`;

it('SpaceONE’s QUEUES and SCHEDULERS send an hourly collection through Redis, and the worker does it', async context => {
  const redis = await startRedis();
  if (!redis) return context.skip('redis-server is not installed here');
  const folder = mkdtempSync(join(tmpdir(), 'hawser-seed-'));
  const { host, port, user, password, database } = await testDatabase();
  writeFileSync(join(folder, 'application.yaml'), application(redis.port));
  const { value: config } = loadServiceConfig(inventory, {
    directory: folder,
    hostDefaults: {
      DATABASES: { default: { host, port, user, password, database } },
      LOG: { level: 'error' },
    },
  });
  assert.equal(config.QUEUES.collector_q?.backend, 'redis');
  const service = new Application(inventory, { config });
  try {
    await migrate(service.component(Postgres), inventory.name, inventory.migrations);
    await service.start([serverStarters.scheduler, serverStarters.worker]);
    const queue = service.component(Jobs).queues.get('collector_q');
    let done = await queue.list({ state: 'completed' });
    while (done.length === 0) done = await queue.list({ state: 'completed' });
    assert.match(done[0]!.task, /run_?schedule$/i);
  } finally {
    await service.stop(1_000);
    await redis.stop();
    rmSync(folder, { recursive: true });
  }
});
