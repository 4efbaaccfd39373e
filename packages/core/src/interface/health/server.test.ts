import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
import { Health } from '@hawser/proto/grpc/health/v1/health_pb.js';
import { pino } from 'pino';
import { Application } from '../../application.ts';
import { Jobs } from '../../connector/jobs/index.ts';
import { defineService } from '../../manifest/index.ts';
import { serverStarters } from '../../servers.ts';
import { Service } from '../../service/service.ts';
import { type HealthServer, startHealth } from './server.ts';

class Checked extends Service(Health) {
  check() {
    return { status: 1 };
  }
}

const local = { host: '127.0.0.1', port: 0 };
const manifest = defineService({
  name: 'queued',
  version: '1.0.0',
  summary: 'Has a queue',
  services: [Checked],
  servers: ['scheduler', 'worker'],
});
const makeApplication = (config: object) =>
  new Application(manifest, {
    config: { SERVERS: { health: local }, ...config },
    log: pino({ level: 'silent' }),
  });

describe('the health server', () => {
  let application: Application;
  let health: HealthServer;
  const get = (path: string) => fetch(`http://${health.address}${path}`);
  const metrics = async () => (await get('/metrics')).text();

  before(async () => {
    const { host, port, user, password, database: name } = await testDatabase();
    application = makeApplication({
      DATABASES: { default: { host, port, user, password, database: name } },
      QUEUES: { first: { backend: 'postgres' }, second: { backend: 'postgres' } },
    });
    health = await startHealth(application);
  });
  after(async () => {
    await application.stop(0);
    await health.close();
  });

  it('answers before the servers do, and says that they don’t yet', async () => {
    assert.equal((await get('/healthz')).status, 200);
    const ready = await get('/readyz');
    assert.equal(ready.status, 503);
    assert.deepEqual(((await ready.json()) as { applications: object }).applications, {
      queued: { ready: false, reasons: { server: 'is starting or draining' } },
    });
  });

  it('says when a scheduler and a worker are ready', async () => {
    await application.start([serverStarters.scheduler, serverStarters.worker]);
    assert.equal((await get('/readyz')).status, 200);
  });

  it('counts the jobs of each queue', async () => {
    const queue = application.component(Jobs).queues.get('first');
    await queue.sendBatch([{ task: 'a' }, { task: 'b' }, { task: 'c', delay: 60_000 }]);
    await queue.fetch(1, 'me', 60_000);
    const text = await metrics();
    for (const line of [
      'hawser_queue_up{queue="first"} 1',
      'hawser_queue_jobs{queue="first",state="waiting"} 1',
      'hawser_queue_jobs{queue="first",state="delayed"} 1',
      'hawser_queue_jobs{queue="first",state="active"} 1',
      'hawser_queue_jobs{queue="first",state="dead"} 0',
      'hawser_queue_jobs{queue="second",state="waiting"} 0',
    ])
      assert.ok(text.includes(`${line}\n`), `${line} in\n${text.slice(0, 2_000)}`);
    assert.match(text, /hawser_calls_total\{service="grpc.health.v1.Health",method="Check",code="OK"\} 0/);
    assert.match(text, /process_cpu_seconds_total/);
  });

  it('is not ready while draining, and still answers', async () => {
    await application.drain(0);
    assert.equal((await get('/readyz')).status, 503);
    assert.equal((await get('/healthz')).status, 200);
  });

  it('tells a queue that can’t be counted apart from an empty one', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as { port: number };
    closed.close();
    const away = makeApplication({
      DATABASES: { default: { host: '127.0.0.1', port, user: 'nobody' } },
      QUEUES: { first: { backend: 'postgres' } },
    });
    const server = await startHealth(away);
    const text = await (await fetch(`http://${server.address}/metrics`)).text();
    assert.ok(text.includes('hawser_queue_up{queue="first"} 0\n'));
    assert.ok(!text.includes('hawser_queue_jobs{'));
    await away.stop(0);
    await server.close();
  });

  it('has no metrics of queues where there are none', async () => {
    const plain = makeApplication({});
    const server = await startHealth(plain);
    const text = await (await fetch(`http://${server.address}/metrics`)).text();
    assert.ok(!text.includes('hawser_queue'));
    await plain.stop(0);
    await server.close();
  });
});
