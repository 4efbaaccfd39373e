import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { hawser, here } from '../../test/hawser.ts';
import { Running } from '../../test/lines.ts';
import { template } from '../../test/template.ts';
import { checkout } from '../new/checkout.ts';

interface Event {
  event: string;
  step?: string;
  state?: string;
  detail?: string;
  url?: string;
  running?: { name: string; kind: string; address: string }[];
  lines?: string[];
  code?: string;
  hint?: string;
}

/** A project with two services: a copy of the template beside the greeter. */
const project = mkdtempSync(join(tmpdir(), 'hawser-up-'));
after(() => rmSync(project, { recursive: true, maxRetries: 3 }));
mkdirSync(join(project, 'services'));
symlinkSync(join(checkout, 'node_modules'), join(project, 'node_modules'));
cpSync(template, join(project, 'services/item-store'), { recursive: true });
cpSync(join(checkout, 'examples/greeter'), join(project, 'services/greeter'), { recursive: true });
writeFileSync(join(project, 'package.json'), '{"type": "module"}');

const dataDir = join(project, '.hawser');
const free = ['--port', '0', '--any-ports', '--output', 'json'];
const up = (...args: string[]) => new Running<Event>(['up', ...free, ...args], { cwd: project });
const ready = ({ event }: Event) => event === 'ready';

describe('hawser up', () => {
  let url: string;

  it('runs every service of the folder, and stops at SIGTERM', async () => {
    const running = up();
    const [line] = await running.said(ready);
    assert.deepEqual(
      line!.running!.map(({ name, kind }) => `${name} ${kind}`),
      ['greeter grpc', 'item-store grpc', 'all services rest', 'PostgreSQL database'],
    );
    const steps = running.lines.filter(({ event, state }) => event === 'step' && state === 'done');
    assert.deepEqual(
      steps.map(({ step, detail }) => (step === 'Migrations' ? `${step} ${detail}` : step)),
      ['PostgreSQL', 'Migrations 1 applied', 'greeter', 'item-store', 'REST'],
    );
    url = line!.url!;
    assert.deepEqual(await (await fetch(`${url}/v1/greetings/Ada`)).json(), { text: 'Hello, Ada!' });
    // The other commands find it by themselves.
    const made = await here(['call', 'item-store.ItemStoreService.CreateItem', '-p', 'name=kept'], {
      cwd: project,
    });
    assert.equal(made.code, 0, made.stderr);
    const shown = await here(['config', 'show', 'item-store', '-o', 'json'], { cwd: project });
    assert.equal(JSON.parse(shown.stdout).config.DATABASES.default.host, '127.0.0.1');
    assert.equal((await here(['migrate', '--all', '--status'], { cwd: project })).code, 0);
    running.child.kill('SIGTERM');
    assert.deepEqual(await running.exited, [0, null]);
    assert.equal(running.lines.at(-1)!.event, 'stopped');
    assert.ok(!existsSync(join(dataDir, 'endpoints.json')));
    assert.equal(running.errors, '');
  });

  it('keeps the data, and runs chosen services alone', async () => {
    const running = up('item-store');
    const [line] = await running.said(ready);
    const names = line!.running!.map(({ name }) => name);
    assert.deepEqual(names, ['item-store', 'all services', 'PostgreSQL']);
    const { items } = (await (await fetch(`${line!.url}/item-store/v1/items`)).json()) as {
      items: { name: string }[];
    };
    assert.deepEqual(
      items.map(({ name }) => name),
      ['kept'],
    );
    const second = await hawser(['up', ...free], { cwd: project });
    assert.equal(second.code, 1);
    const error = JSON.parse(second.stdout.trim().split('\n').at(-1)!) as Event;
    assert.deepEqual([error.event, error.code], ['error', 'DATA_LOCKED']);
    assert.match(error.hint!, /^stop it \(kill \d+\)/);
    running.child.kill('SIGINT');
    assert.deepEqual(await running.exited, [0, null]);
  });

  it('says in one line what is in the way, and in one the way out', async () => {
    const holder = createServer();
    await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as { port: number };
    const { code, stdout, stderr } = await hawser(['up', '--port', String(port), '--any-ports'], {
      cwd: project,
    });
    holder.close();
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      new RegExp(`^error PORT_IN_USE: port ${port} \\(REST\\) is in use by .*\\n→ stop it.*--port\\n$`),
    );
    const unknown = await here(['up', 'billing'], { cwd: project });
    assert.equal(
      unknown.stderr,
      'error: the platform has no service "billing"\n→ it has greeter, item-store\n',
    );
    const nothing = await here(['up'], { cwd: tmpdir() });
    assert.match(nothing.stderr, /^error: there is nothing to run in .*\n→ /);
  });

  it('runs what platform.ts names, with its set-up', async () => {
    const definition = `
      import { definePlatform } from '@hawser/local';
      import greeter from './services/greeter/service.ts';
      export default definePlatform({ services: [greeter], setUp: async ({ url }) => ['try ' + url] });`;
    writeFileSync(join(project, 'platform.ts'), definition);
    try {
      const running = up();
      const [line] = await running.said(ready);
      assert.deepEqual(line!.lines, [`try ${line!.url}`]);
      running.child.kill('SIGTERM');
      await running.exited;
      // Of a service that it doesn't name, the folder is enough.
      const alone = await here(['migrate', '--all', '--status', '-o', 'json'], {
        cwd: join(project, 'services/item-store'),
        env: {
          HAWSER_DATA: join(project, 'absent'),
          HAWSER_DATABASES__default__host: '127.0.0.1',
          HAWSER_DATABASES__default__port: '1',
        },
      });
      assert.match(alone.stderr, /ECONNREFUSED/);
    } finally {
      rmSync(join(project, 'platform.ts'));
    }
  });
});

describe('hawser up --watch', () => {
  it('starts again when a source changes, and keeps the data', async () => {
    const running = up('--watch');
    await running.said(ready);
    const file = join(project, 'services/greeter/service.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Hello', 'Good day'));
    const [, line] = await running.said(ready, 2);
    assert.match(running.errors, /^↻ services\/greeter\/service\.ts changed$/m);
    assert.deepEqual(await (await fetch(`${line!.url}/v1/greetings/Ada`)).json(), { text: 'Good day, Ada!' });
    const { items } = (await (await fetch(`${line!.url}/item-store/v1/items`)).json()) as {
      items: unknown[];
    };
    assert.equal(items.length, 1);
    // What can't start waits for the next change.
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, 'this is no TypeScript');
    await running.said(({ event }) => event === 'error');
    writeFileSync(file, good);
    await running.said(ready, 3);
    running.child.kill('SIGINT');
    assert.deepEqual(await running.exited, [0, null]);
  });
});
