import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { after, it } from 'node:test';
import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { Project } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import type { Case } from './fuzz/cases.ts';
import { makeCase } from './fuzz/cases.ts';
import { Random } from './fuzz/random.ts';
import { grpcVerdict, restVerdict } from './fuzz/verdict.ts';
import { startPlatform, testDefinition } from './platform.ts';
import { makeTenant } from './tenant.ts';
import { rawCall } from './transports/grpc.ts';
import { methods, serverOf } from './transports/methods.ts';
import { pathOf, post } from './transports/rest.ts';

/** `HAWSER_FUZZ=full` runs all, a number that many; `HAWSER_SEED` repeats a run. */
const { HAWSER_FUZZ = '3000', HAWSER_SEED } = process.env;
const cases = HAWSER_FUZZ === 'full' ? 100_000 : Number(HAWSER_FUZZ);
const seed = Number(HAWSER_SEED ?? Math.floor(Math.random() * 2 ** 32));
const concurrency = 16;

const { platform, systemToken, url, address } = await startPlatform();
const { domainId, workspaceId, tokens } = await makeTenant(platform, systemToken, 'fuzzed');
const agent = new Agent({ keepAlive: true });
const clients = new Map(
  testDefinition.services.map(({ name }) => [name, new Client(address(name), credentials.createInsecure())]),
);
after(() => {
  agent.destroy();
  for (const client of clients.values()) client.close();
});

const owner = { token: tokens.owner };
const { projectId } = await platform.client(Project).create({ name: 'one', projectType: 1 }, owner);
for (let i = 0; i < 20; i++) {
  const data = { cores: i, nested: [i, { name: `n${i}` }] };
  const machine = {
    name: `machine-${i}`,
    provider: 'test',
    cloudServiceType: 'Server',
    cloudServiceGroup: 'Compute',
  };
  await platform.client(CloudService).create({ ...machine, data, projectId }, owner);
}
const ids = { domain_id: domainId, workspace_id: workspaceId, project_id: projectId, provider: 'test' };

async function run({ method, transport, body, headers }: Case): Promise<string> {
  if (transport === 'rest') {
    const answer = await post(agent, `${url}${pathOf(method)}`, body, headers);
    return restVerdict(answer.status, answer.body);
  }
  const client = clients.get(serverOf(method.parent.typeName))!;
  try {
    await rawCall(client, `/${method.parent.typeName}/${method.name}`, body, headers);
    return 'OK';
  } catch (thrown) {
    return grpcVerdict(thrown as ServiceError);
  }
}

it(`survives ${cases} cases, seed ${seed}`, async t => {
  const random = new Random(seed);
  const verdicts: Record<string, number> = {};
  const failures: string[] = [];
  let made = 0;
  const loop = async () => {
    while (made < cases && failures.length < 20) {
      const number = ++made;
      const one = makeCase(random, methods, ids, tokens);
      try {
        const verdict = await run(one);
        const isTimed = 'grpc-timeout' in one.headers || 'x-request-timeout' in one.headers;
        assert.ok(verdict !== 'REQUEST_TIMEOUT' || isTimed, 'it took longer than anyone asked');
        verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      } catch (cause) {
        const { kind, method, transport, body, headers } = one;
        const where = `case ${number}: ${kind}, ${method.parent.name}.${method.name} by ${transport}`;
        const shown = transport === 'rest' ? body.toString() : body.toString('base64');
        failures.push(`${where}: ${(cause as Error).message}\n${JSON.stringify(headers)}\n${shown}`);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  assert.equal(failures.length, 0, failures.join('\n\n'));
  t.diagnostic(JSON.stringify(verdicts));
  // The cases get somewhere.
  assert.ok(verdicts.OK! > cases / 20, JSON.stringify(verdicts));
  assert.ok(Object.keys(verdicts).length > 6, JSON.stringify(verdicts));
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  assert.equal((await platform.client(CloudService).list({ name: 'machine-7' }, owner)).totalCount, 1);
});
