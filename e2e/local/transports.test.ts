import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { after, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '@bufbuild/protobuf';
import { Client, credentials } from '@grpc/grpc-js';
import { HawserError } from '@hawser/core';
import { Job, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { Plugin as RepositoryPlugin } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import { startPlatform, testDefinition } from './platform.ts';
import { makeHousehold, makeTenant } from './tenant.ts';
import type { Answer, Transport } from './transports/answer.ts';
import { cases } from './transports/cases.ts';
import { commandTransport, processTransport } from './transports/command.ts';
import { grpcTransport, rawCall } from './transports/grpc.ts';
import { methods, nameOf, serverOf } from './transports/methods.ts';
import { pathOf, post, restTransport } from './transports/rest.ts';
import { Scenario, type Seen } from './transports/scenario.ts';
import { typedTransport } from './transports/typed.ts';

const test = await startPlatform();
const { platform, systemToken } = test;
const addressOf = (typeName: string) => test.address(serverOf(typeName));
const transports: Transport[] = [
  grpcTransport(addressOf),
  restTransport(test.url),
  typedTransport(addressOf),
  commandTransport(addressOf),
];
after(() => {
  for (const transport of transports) transport.close();
});

/** Waits for what goes on after an answer. */
async function settle(method: string, answer: JsonObject): Promise<void> {
  if (method !== 'Collector.collect') return;
  const request = { jobId: String(answer.job_id) };
  const call = { token: systemToken, headers: { x_domain_id: String(answer.domain_id) } };
  while ((await platform.client(Job).get(request, call)).status === JobInfo_Status.IN_PROGRESS)
    await delay(20);
}

const scenarios = await Promise.all(
  transports.map(async (transport, i) => {
    const tag = `tenant-${i + 1}`;
    const tenant = await makeTenant(platform, systemToken, tag);
    const stranger = await makeHousehold(platform, systemToken, `stranger-${i + 1}`);
    const scenario = new Scenario(transport, { tenant, stranger, systemToken, tag });
    await scenario.play(settle);
    return scenario;
  }),
);
const [reference] = scenarios;

/** The codes that are right, by what was tried. */
const right: Readonly<Record<string, readonly string[]>> = {
  'no token': ['ERROR_AUTHENTICATE_FAILURE'],
  'a bad token': ['ERROR_AUTHENTICATE_FAILURE'],
  "a token with another's signature": ['ERROR_AUTHENTICATE_FAILURE'],
  'a role without the permission': ['ERROR_PERMISSION_DENIED'],
  'an administrator where only the system may': ['ERROR_PERMISSION_DENIED'],
};

describe('every method by gRPC, REST, typed client and command', () => {
  for (const method of methods) {
    const name = nameOf(method);
    it(`${name} gives the same answers and errors`, () => {
      const { works, ...refusals } = reference!.seen.get(name)!;
      for (const [i, { seen }] of scenarios.entries())
        assert.deepEqual(plain(seen.get(name), i), plain(reference!.seen.get(name), 0), transports[i]!.name);
      const { fails } = cases[name] ?? {};
      assert.equal(codeOf(works!), fails ?? 'none', JSON.stringify(works));
      for (const [what, answer] of Object.entries(refusals)) {
        const code = codeOf(answer);
        if (what.startsWith('another ')) continue;
        const codes = right[what] ?? ['ERROR_REQUIRED_PARAMETER', 'ERROR_INVALID_PARAMETER'];
        assert.ok(codes.includes(code), `${what}: ${JSON.stringify(answer)}`);
      }
    });
  }

  it('refuses what is of another type, as JSON and as bytes', async () => {
    const agent = new Agent({ keepAlive: true });
    const clients = new Map<string, Client>();
    for (const method of methods) {
      const { parent, input } = method;
      const [field] = input.fields;
      const wrong = field?.fieldKind === 'list' ? 'x' : field?.fieldKind === 'message' ? 5 : { not: 'this' };
      for (const body of [[], ...(field ? [{ [field.name]: wrong }] : [])]) {
        const { status, body: text } = await post(
          agent,
          `${test.url}${pathOf(method)}`,
          JSON.stringify(body),
          {},
        );
        assert.equal(status, 400, `${nameOf(method)} ${JSON.stringify(body)}: ${text}`);
        assert.match(text, /"ERROR_INVALID_PARAMETER(_TYPE)?"/);
      }
      const address = addressOf(parent.typeName);
      const client = clients.get(address) ?? new Client(address, credentials.createInsecure());
      clients.set(address, client);
      // A field of length 127 in a message that ends after one byte.
      const call = rawCall(client, `/${parent.typeName}/${method.name}`, Buffer.from([0x0a, 0x7f, 0x00]), {});
      await assert.rejects(call, { code: 3, details: /^ERROR_INVALID_PARAMETER: / }, nameOf(method));
    }
    agent.destroy();
    for (const client of clients.values()) client.close();
  });

  it('gives the same as a process', async () => {
    const command = processTransport(addressOf);
    const { tokens } = await makeTenant(platform, systemToken, 'process');
    const calls: [name: string, request: JsonObject, token: string | undefined][] = [
      ['Role.list', { query: { sort: [{ key: 'name' }], page: { start: 1, limit: 2 } } }, tokens.admin],
      ['Domain.get_public_key', { domain_id: test.credentials.domain_id }, undefined],
      ['Region.create', { name: 'Here', region_code: 'here' }, tokens.owner],
      ['CloudService.get', { cloud_service_id: 'cloud-svc-0123456789ab' }, tokens.owner],
      ['Project.list', {}, tokens.limitedOwner],
      ['Job.list', {}, 'bad'],
    ];
    for (const [name, request, token] of calls) {
      const method = methods.find(method => nameOf(method) === name)!;
      const same = await Promise.all([transports[0]!, command].map(one => one.call(method, request, token)));
      assert.deepEqual(same[1], same[0], name);
    }
  });

  it('finds just those not implemented that the docs name', () => {
    const named = new Set(documented());
    const answered = [...reference!.seen].filter(
      ([, { works }]) => codeOf(works!) === 'ERROR_NOT_IMPLEMENTED',
    );
    const missing = testDefinition.services
      .flatMap(({ name }) => platform.application(name).methods)
      .filter(({ implemented }) => !implemented)
      .map(({ info }) => nameOf(info.desc));
    const unnamed = [...answered.map(([name]) => name), ...missing].filter(name => !named.has(name));
    assert.deepEqual(unnamed, []);
  });

  it('leaves out nothing', () => {
    const asked = new Set(scenarios.flatMap(({ seen }) => [...seen.keys()]));
    assert.deepEqual([...asked].sort(), methods.map(nameOf).sort());
    const unknown = Object.keys(cases).filter(name => !asked.has(name));
    assert.deepEqual(unknown, []);
  });
});

/** The methods of which the docs say that they, or a part of what they can be asked, aren't implemented. */
function documented(): string[] {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const lines = read('docs/reference/api/not-implemented.md').matchAll(/^- \[(\w+\.\w+)\].*?: (.*)$/gm);
  const whole = [...lines].flatMap(([, service, list]) =>
    [...list!.matchAll(/`(\w+)`/g)].flatMap(([, name]) => [
      `${service}.${name}`,
      `${service!.split('.')[1]}.${name}`,
    ]),
  );
  const [, section = ''] =
    /^## .*NOT_IMPLEMENTED\n((?:(?!## ).*\n)*)/m.exec(read('services/identity/README.md')) ?? [];
  return [...whole, ...[...section.matchAll(/`(\w+\.\w+)`/g)].map(([, name]) => name!)];
}

const codeOf = (answer: Answer) => ('error' in answer ? answer.error.code : 'none');

/** Without the names that tell tenants apart. */
const plain = (seen: Seen | undefined, i: number): unknown =>
  JSON.parse(
    JSON.stringify(seen)
      .replaceAll(`tenant-${i + 1}`, '<tenant>')
      .replaceAll(`stranger-${i + 1}`, '<stranger>'),
  );

it("leaves the platform's own plugins to the platform", async () => {
  const { tokens } = await makeTenant(platform, systemToken, 'plugins');
  const plugins = platform.client(RepositoryPlugin);
  const admin = { token: tokens.admin };
  const own = { pluginId: 'plugin-test' };
  assert.equal((await plugins.get(own, admin)).domainId, '*');
  await assert.rejects(plugins.deregister(own, admin), HawserError);
  await assert.rejects(plugins.update({ ...own, name: 'Mine' }, admin), HawserError);
  await assert.rejects(plugins.disable(own, admin), HawserError);
  const entry = { ...own, name: 'Mine', resourceType: 'inventory.Collector' };
  const hijack = plugins.register({ ...entry, registryConfig: { endpoint: 'grpc://127.0.0.1:1' } }, admin);
  await assert.rejects(hijack, HawserError);
  assert.equal((await plugins.get(own, admin)).name, 'Test collector');
});
