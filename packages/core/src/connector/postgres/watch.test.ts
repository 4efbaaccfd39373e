import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '@hawser/local/testing';
import { pino } from 'pino';
import { Application } from '../../application.ts';
import { defineService } from '../../manifest/index.ts';
import { Postgres } from './postgres.ts';

it('makes an application ready that reaches its database, and unready while it does not', async () => {
  const server = await startPostgres();
  const { host, port, user, password, database } = await server.database();
  await server.stop();
  const manifest = defineService({
    name: 'test',
    version: '0.1.0',
    summary: 'Test',
    services: [],
    servers: [],
  });
  const login = { host, port, user, password, database };
  const application = new Application(manifest, {
    config: { DATABASES: { default: login } },
    log: pino({ level: 'silent' }),
  });
  const { readiness } = application;
  const until = async (ready: boolean) => {
    for (const limit = AbortSignal.timeout(20_000); readiness.ready !== ready; limit.throwIfAborted())
      await delay(20);
  };

  const postgres = application.component(Postgres);
  await application.start([]);
  assert.equal(readiness.ready, false);
  assert.deepEqual(readiness.reasons, { database: 'is away' });
  await server.restart();
  await until(true);

  await postgres.query('select 1');
  await server.stop();
  await until(false);
  await assert.rejects(postgres.query('select 1'));
  await server.restart();
  await until(true);
  await postgres.query('select 1');
  await application.stop();
});
