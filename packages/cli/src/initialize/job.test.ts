import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chartFacts, chartFiles, chartFolder, writeChart } from '@hawser/chart/generate';
import { findHelm } from '@hawser/chart/helm';
import { assembleChart } from '@hawser/chart/render';
import { Application, defineService, Service, serverStarters } from '@hawser/core';
import { parseAllDocuments } from 'yaml';
import { Greeter, type GreetRequest } from '../../../../examples/greeter/gen/greeter/v1/greeter_pb.js';
import { here, type Ran } from '../../test/hawser.ts';

/** Who was greeted, each once: what the initializer of this test makes. */
const guests: string[] = [];
let calls = 0;

class Door extends Service(Greeter) {
  greet({ name }: GreetRequest) {
    calls += 1;
    if (name.startsWith('?')) return { text: guests.includes(name.slice(1)) ? 'there' : '' };
    guests.push(name);
    return { text: `Hello, ${name}!` };
  }
}
const door = defineService({
  name: 'greeter',
  version: '1.0.0',
  summary: 'Lets guests in',
  services: [Door],
  servers: ['grpc'],
});

const initializer = `import { Greeter } from '${pathToFileURL(join(import.meta.dirname, '../../../../examples/greeter/gen/greeter/v1/greeter_pb.js'))}';

export default async site => {
  const greeter = site.client(Greeter);
  const token = site.systemToken.read();
  const { text } = await greeter.greet({ name: '?first' }, { token });
  if (text === 'there') return site.note('all is there');
  if (site.mode === 'READ_ONLY') return site.note('would let the first guest in');
  await site.step('First guest', () => greeter.greet({ name: 'first' }, { token }));
};
`;

describe('the Job of an initializer’s chart', () => {
  const root = mkdtempSync(join(tmpdir(), 'hawser-initializer-'));
  const token = join(root, 'token');
  let server: Awaited<ReturnType<typeof startDoor>>;

  before(async () => {
    server = await startDoor();
    mkdirSync(join(root, 'platform'));
    writeFileSync(join(root, 'platform/initialize.ts'), initializer);
    writeFileSync(token, 'of-the-platform');
    const folder = join(root, 'platform');
    const charts = chartFacts({
      services: [{ manifest: door, folder: join(root, 'greeter') }],
      programs: [
        { kind: 'initializer', name: 'initializer', summary: 'Sets it up', version: '1.0.0', folder },
      ],
    });
    const facts = charts.find(({ kind }) => kind === 'initializer')!;
    writeChart(chartFolder(folder), chartFiles(facts));
    assembleChart(chartFolder(folder), join(root, 'chart'));
  });
  after(async () => {
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  });

  /** The rendered Job. */
  async function job(...set: string[]) {
    const values = [
      `services.greeter=grpc://${server.address}`,
      'systemSecret.existingSecret=system',
      'credentialsSecret=',
      ...set,
    ];
    const helm = await findHelm(4);
    const given = values.flatMap(value => ['--set', value]);
    const { stdout } = await helm.run(['template', 'fleet', join(root, 'chart'), ...given]);
    return parseAllDocuments(stdout)
      .map(document => document.toJS() as Job)
      .find(({ kind }) => kind === 'Job')!;
  }

  /** Runs what the Job's container would, with the token where this machine has it. */
  async function run({ spec }: Job): Promise<Ran> {
    const [container] = spec.template.spec.containers;
    const variables = container!.env.map(({ name, value }) => [
      name,
      value === '/run/secrets/hawser/system/token' ? token : value,
    ]);
    return here(container!.args, { cwd: root, env: Object.fromEntries(variables) });
  }

  it('changes nothing in READ_ONLY, and says what it would do', async () => {
    const { code, stdout } = await run(await job('mode=READ_ONLY'));
    assert.equal(code, 0);
    assert.match(stdout, /would let the first guest in\nnothing was changed\n$/);
    assert.deepEqual(guests, []);
  });

  it('makes what is missing', async () => {
    const { code, stdout, stderr } = await run(await job());
    assert.equal(code, 0, stderr);
    assert.match(stdout, /✓ First guest.*\nthe platform is initialized\n$/);
    assert.deepEqual(guests, ['first']);
  });

  it('ends early with success when nothing is to be done', async () => {
    const before = calls;
    const { code, stdout } = await run(await job());
    assert.equal(code, 0);
    assert.match(stdout, /all is there\nthe platform is initialized\n$/);
    assert.deepEqual(guests, ['first']);
    assert.equal(calls - before, 1, 'it looked once');
  });

  it('is the same Job at an upgrade that changes nothing, and another one for another image', async () => {
    const [one, same, other] = [await job(), await job(), await job('image.version=1.0.1')];
    assert.equal(one.metadata.name, same.metadata.name);
    assert.notEqual(one.metadata.name, other.metadata.name);
  });

  it('fails when a server doesn’t answer in time, so that the Job is tried again', async () => {
    const { code, stderr } = await run(await job('services.greeter=grpc://127.0.0.1:1', 'timeoutSeconds=1'));
    assert.equal(code, 1);
    assert.match(stderr, /greeter/);
  });
});

interface Job {
  kind: string;
  metadata: { name: string };
  spec: { template: { spec: { containers: { args: string[]; env: { name: string; value: string }[] }[] } } };
}

async function startDoor(): Promise<{ address: string; stop(): Promise<void> }> {
  const config = {
    LOG: { level: 'silent' as const },
    HANDLERS: { authentication: [{ backend: 'anonymous' }] },
    SERVERS: { grpc: { host: '127.0.0.1', port: 0 } },
  };
  const application = new Application(door, { config });
  await application.start([serverStarters.grpc]);
  return { address: application.servers[0]!.address, stop: () => application.stop(0) };
}
