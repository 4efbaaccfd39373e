import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testDatabase } from '@hawser/local/testing';
import {
  type CreateRegionRequest,
  Region,
  type RegionRequest,
} from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, defineService, errors, type Scope, Service } from '../../index.ts';
import { startSchedulers } from '../../interface/scheduler/server.ts';
import { startWorkers } from '../../interface/worker/server.ts';
import { Postgres } from '../postgres/postgres.ts';
import { Jobs } from './index.ts';

const ran: { name: string; identity: string; scope: Scope }[] = [];
let wake = Promise.withResolvers<void>();
const cancelled = Promise.withResolvers<void>();

class RegionService extends Service(Region) {
  readonly #jobs = this.connector(Jobs);
  readonly #postgres = this.connector(Postgres);

  async create({ name }: CreateRegionRequest) {
    if (this.transaction.call.transport !== 'worker') {
      this.transaction.scope = { domainId: 'domain-1', workspaceId: 'workspace-1' };
      const send = () =>
        this.#jobs.send(Region.method.create, { name, regionCode: 'c', provider: 'p' }, { key: name });
      if (name === 'undone') {
        await this.#postgres.transaction(async () => {
          await send();
          throw errors.precondition('no');
        });
      }
      return { regionId: (await send()) ?? 'taken' };
    }
    this.transaction.progress({ done: 1, total: 2 });
    const { identity, scope } = this.transaction;
    ran.push({ name, identity: identity?.owner ?? 'nobody', scope });
    wake.resolve();
    if (name === 'slow') {
      const { signal } = this.transaction;
      await new Promise(resolve => signal.addEventListener('abort', resolve));
      cancelled.resolve();
      signal.throwIfAborted();
    }
    return {};
  }

  async delete({ regionId }: RegionRequest) {
    await this.#jobs.cancel(regionId);
    return {};
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'under test',
  services: [RegionService],
  servers: ['worker', 'scheduler'],
  asks: [Region],
  tasks: {
    'ours.InventoryHourlyScheduler': {
      method: Region.method.create,
      request: { name: 'tick', regionCode: 'c', provider: 'p' },
    },
  },
});

describe('calls of a service’s own, queued', () => {
  let application: Application;
  const create = (name: string) =>
    application.client(Region).create({ name, regionCode: 'c', provider: 'p' });
  const next = async (name: string) => {
    while (!ran.some(job => job.name === name)) {
      wake = Promise.withResolvers<void>();
      if (ran.some(job => job.name === name)) break;
      await wake.promise;
    }
    return ran.find(job => job.name === name)!;
  };

  before(async () => {
    const { host, port, user, password, database } = await testDatabase();
    application = new Application(manifest, {
      config: {
        DATABASES: { default: { host, port, user, password, database } },
        QUEUES: { region_q: {} },
        WORKERS: { regions: { queue: 'region_q', concurrency: 2 } },
        SCHEDULERS: {
          often: { backend: 'ours.InventoryHourlyScheduler', queue: 'region_q', rule: '* * * * * *' },
        },
        LOG: { level: 'silent' },
      },
    });
    await application.start([startWorkers, startSchedulers]);
  });
  after(() => application.stop(2_000));

  it('run by the same pipeline, as the system and for the tenant that sent them, without any handlers', async () => {
    await create('one');
    const { identity, scope } = await next('one');
    assert.deepEqual([identity, scope], ['SYSTEM', { domainId: 'domain-1', workspaceId: 'workspace-1' }]);
  });

  it('come to nothing with the database transaction that sends them', async () => {
    await assert.rejects(create('undone'), { code: 'FAILED_PRECONDITION' });
    await create('later');
    await next('later');
    assert.ok(!ran.some(({ name }) => name === 'undone'));
  });

  it('are sent once while one of their key is unfinished, and cancelled on request', async () => {
    const { regionId } = await create('slow');
    await next('slow');
    assert.equal((await create('slow')).regionId, 'taken');
    await application.client(Region).delete({ regionId });
    await cancelled.promise;
    const { queues } = application.component(Jobs);
    let job = await queues.get('region_q').get(regionId);
    while (job?.state === 'active') job = await queues.get('region_q').get(regionId);
    assert.equal(job?.state, 'cancelled');
    assert.deepEqual(job?.progress, { done: 1, total: 2 });
  });

  it('are sent by schedules, which name them by SpaceONE’s backends', async () => {
    assert.equal((await next('tick')).name, 'tick');
  });
});
