import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { Collector } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application } from '../application.ts';
import { registerHandler } from '../handler/registry.ts';
import { defineService } from '../manifest/index.ts';
import { Service } from '../service/index.ts';
import type { Call } from '../transaction/index.ts';

class RegionService extends Service(Region) {
  async list() {
    return {};
  }
  async get() {
    await this.ask(Region).list({});
    return {};
  }
}

class CollectorService extends Service(Collector) {
  async *collect() {
    for (;;) yield { message: 'x' };
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'A test',
  services: [RegionService, CollectorService],
  servers: ['grpc'],
});

describe('events and tokens of calls', () => {
  const heard: string[] = [];
  const tokens: (string | undefined)[] = [];
  registerHandler(
    () => ({
      stages: method => ({
        notify: (_, state, { error }) =>
          void heard.push(`${method.localName} ${state}${error ? ` ${error.message}` : ''}`),
      }),
    }),
    'test-events',
  );
  registerHandler(
    () => ({ stages: () => ({ authenticate: async ({ token }) => void tokens.push(token) }) }),
    'test-slow-authentication',
  );
  const application = new Application(manifest, {
    config: {
      TOKEN: 'of the platform',
      HANDLERS: {
        event: [{ backend: 'test-events' }],
        authentication: [{ backend: 'test-slow-authentication' }],
      },
      LOG: { level: 'silent' },
    },
  });

  it('tell of every state in order when a stage is asynchronous', async () => {
    await application.client(Region).list({});
    assert.deepEqual(heard.splice(0), ['list STARTED', 'list IN_PROGRESS', 'list SUCCESS']);
  });

  it('tell of a stream that its caller leaves', async () => {
    for await (const _ of application.client(Collector).collect({ options: {}, secretData: {} })) break;
    assert.deepEqual(heard.splice(0), [
      'collect STARTED',
      'collect IN_PROGRESS',
      'collect FAILURE The caller cancelled the call.',
    ]);
  });

  it('go out with the system token where a caller without a token is vouched for', async () => {
    const get = application.methods.find(({ info }) => info.path.endsWith('Region/get'))!;
    const identity = { owner: 'SYSTEM', audience: 'worker', domainId: 'domain-1', role: 'SYSTEM' } as const;
    const call: Call = {
      transport: 'worker',
      header: () => undefined,
      deadline: Infinity,
      onCancel: () => {},
      identity,
    };
    tokens.splice(0);
    const request = { regionId: 'region-1' };
    await application.client(Region).get(request, { token: 'mine' });
    await get.unary!(create(Region.method.get.input, request), call);
    assert.deepEqual(tokens, ['mine', 'mine', undefined, 'of the platform']);
  });
});
