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
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
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

/** Asks for everything, over and over, for so many milliseconds: each call has to say that the service is away. */
async function expectAway(forMs: number): Promise<void> {
  const end = Date.now() + forMs;
  do {
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
    await delay(20);
  } while (Date.now() < end);
}

async function expectWorking(): Promise<void> {
  for (const call of Object.values(calls)) await call();
  assert.equal((await rest()).status, 200);
}

for (const [how, forMs] of [
  ['stop', 3_000],
  ['kill', 0],
] as const) {
  it(`answers UNAVAILABLE while PostgreSQL is away (${how}), and works again without a restart`, async () => {
    await expectWorking();
    const options = { servers: 200, pause: 5 };
    const running = await collect(platform, { token: tokens.owner, workspaceId, name: how, options });
    const stored = async () =>
      (await client(CloudService).list({ query: { countOnly: true } }, owner)).totalCount;
    while (how === 'stop' && (await stored()) === 0) await delay(20);

    await postgres[how]();
    await until(503);
    assert.deepEqual(await health(), [Status.NOT_SERVING, Status.NOT_SERVING]);
    await expectAway(forMs);

    await postgres.restart();
    await until(200);
    assert.deepEqual(await health(), [Status.SERVING, Status.SERVING]);
    await expectWorking();
    // The collection that was in the middle of it, by the same worker: listener, queue and neighbours are back too.
    const { createdCount, updatedCount, failureCount } = await ended(platform, running, tokens.owner);
    assert.deepEqual([createdCount + updatedCount, failureCount], [200, 0]);
    assert.equal(await stored(), 200);
  });
}
