import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { it } from 'node:test';
import { createClient } from '@hawser/core';
import { grpcJs } from '@hawser/core/interface/grpc';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import type { Child } from './faults/child.ts';
import { deploy } from './faults/deployment.ts';
import { pathOf, post } from './transports/rest.ts';

const { identity, start } = await deploy();
const other = await start('identity', 'grpc,rest');
const request = { domainId: 'domain-root' };
const path = pathOf(Domain.method.get_public_key);

/** Calls that run at a time. */
const concurrency = 16;

/**
 * Keeps calling while a replica is ended by SIGTERM after some calls, and for as many calls after its end.
 * @returns how many calls there were
 */
async function underLoad(replica: Child, some: number, call: () => Promise<unknown>): Promise<number> {
  let calls = 0;
  let left = Number.POSITIVE_INFINITY;
  let ending: Promise<void> | undefined;
  const end = async () => {
    assert.equal(await replica.end('SIGTERM'), 0);
    left = calls + some;
  };
  const loop = async () => {
    while (calls < left) {
      await call();
      if (++calls === some) ending = end();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  await ending;
  return calls;
}

it('fails no gRPC call while one of two replicas ends by SIGTERM', async () => {
  const replica = await start('identity', 'grpc,rest');
  const addresses = `ipv4:${replica.servers.grpc},${identity.servers.grpc}`;
  // Nothing is repeated by the client but what the server says it hasn't begun.
  const channel = grpcJs.connect(addresses, { maxReceiveBytes: 1e6, idempotent: [] });
  const domains = createClient(Domain, { channel: () => channel });
  const calls = await underLoad(replica, 500, () => domains.get_public_key(request, { timeoutMs: 10_000 }));
  channel.close();
  const text = await (await fetch(`http://${identity.servers.rest}/metrics`)).text();
  const [, survivors] = /^hawser_call_duration_seconds_count\{.*get_public_key.*\} (\d+)$/m.exec(text)!;
  assert.ok(calls >= 1000 && Number(survivors) < calls, `${survivors} of ${calls}`);
});

it('fails no REST request while one of two replicas ends by SIGTERM', async () => {
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify({ domain_id: request.domainId });
  const send = (replica: Child) => post(agent, `http://${replica.servers.rest}${path}`, body, {});
  let refused = 0;
  const calls = await underLoad(other, 500, async () => {
    const answer = await send(other).catch((error: NodeJS.ErrnoException) => {
      // A connection that isn't taken is what a load balancer takes to the next replica.
      assert.equal(error.code, 'ECONNREFUSED', error.message);
      refused++;
      return send(identity);
    });
    assert.equal(answer.status, 200, answer.body);
  });
  agent.destroy();
  assert.ok(refused > 0 && refused < calls, `${refused} of ${calls}`);
});
