import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { after, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient, HawserError } from '@hawser/core';
import { grpcJs } from '@hawser/core/interface/grpc';
import {
  Health,
  HealthCheckResponse_ServingStatus as Status,
} from '@hawser/proto/grpc/health/v1/health_pb.js';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { Collector } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { collect, ended } from './faults/collect.ts';
import { deploy } from './faults/deployment.ts';
import { makeTenant } from './tenant.ts';
import { pathOf, post } from './transports/rest.ts';

const platform = await deploy();
const { identity, postgres, client, systemToken } = platform;
const inventory = await platform.start('inventory', 'grpc,rest,scheduler,worker');
const { tokens, domainId, workspaceId } = await makeTenant(platform, systemToken, 'tenant');
const owner = { token: tokens.owner };
const replicas = { identity, inventory };
const agent = new Agent({ keepAlive: true });
const channels = [identity, inventory].map(({ servers }) =>
  grpcJs.connect(servers.grpc!, { maxReceiveBytes: 1e6, idempotent: [] }),
);
after(() => {
  agent.destroy();
  for (const channel of channels) channel.close();
});

const ready = async () => {
  const answers = Object.values(replicas).map(({ servers }) => fetch(`http://${servers.rest}/readyz`));
  return (await Promise.all(answers)).map(({ status }) => status);
};

const health = () => {
  const clients = channels.map(channel => createClient(Health, { channel: () => channel }));
  return Promise.all(clients.map(async one => (await one.check({})).status));
};

/** Waits until both replicas say this of themselves. */
async function until(status: number): Promise<void> {
  const limit = AbortSignal.timeout(30_000);
  while (!(await ready()).every(one => one === status)) {
    limit.throwIfAborted();
    await delay(50);
  }
}

const rest = async () => {
  const url = `http://${identity.servers.rest}${pathOf(Project.method.list)}`;
  return post(agent, url, '{}', { authorization: `Bearer ${tokens.owner}` });
};

/** Calls that read, write and check tokens of a domain that nobody has asked for yet. */
const calls: Readonly<Record<string, () => Promise<unknown>>> = {
  'identity reads': () => client(Project).list({}, owner),
  'identity writes': () => client(Project).create({ name: `p-${Date.now()}`, projectType: 1 }, owner),
  'identity tells keys': () => client(Domain).get_public_key({ domainId }),
  'inventory reads': () => client(Region).list({}, owner),
  'inventory writes': () =>
    client(Region).create({ name: 'r', regionCode: `r-${Date.now()}`, provider: 'x' }, owner),
};

for (const how of ['stop', 'kill'] as const) {
  it(`answers UNAVAILABLE while PostgreSQL is away (${how}), and works again without a restart`, async () => {
    for (const call of Object.values(calls)) await call();
    await postgres[how]();
    await until(503);
    assert.deepEqual(await health(), [Status.NOT_SERVING, Status.NOT_SERVING]);
    for (let round = 0; round < 3; round++) {
      for (const [name, call] of Object.entries(calls)) {
        await assert.rejects(call(), (thrown: unknown) => {
          assert.ok(thrown instanceof HawserError, `${name}: ${thrown}`);
          assert.equal(thrown.code, 'GRPC_CONNECTION', `${name}: ${thrown.message}`);
          return true;
        });
      }
      const { status, body } = await rest();
      assert.equal(status, 503, body);
      assert.match(body, /ERROR_GRPC_CONNECTION/);
    }
    await postgres.restart();
    await until(200);
    assert.deepEqual(await health(), [Status.SERVING, Status.SERVING]);
    for (const call of Object.values(calls)) await call();
    assert.equal((await rest()).status, 200);
    // The queue's listener, the worker and the neighbours' connections too.
    const made = await collect(platform, {
      token: tokens.owner,
      workspaceId,
      name: how,
      options: { servers: 5 },
    });
    assert.equal((await ended(platform, made, tokens.owner)).createdCount, how === 'stop' ? 5 : 0);
    await client(Collector).list({}, owner);
  });
}
