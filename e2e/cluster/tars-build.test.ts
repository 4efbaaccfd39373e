import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { kubectl } from './support/kubectl.ts';
import { createNamespace, removeNamespace } from './support/namespace.ts';
import { ask } from './support/tars.ts';

const registry = process.env.CLUSTER_REGISTRY!;
const hawser = join(import.meta.dirname, '../../packages/cli/src/main.mjs');
const run = promisify(execFile);

/** A server on TARS's libraries, which the base image has. */
const tarsServer = `
const TarsServer = require('@tars/rpc').server;
const { AuthImp } = require('./hello.js');
const server = new TarsServer();
server.initialize(process.env.TARS_CONFIG);
AuthImp.prototype.hello = name => 'built for ' + name + ' as ' + server.Application + '.' + server.ServerName;
for (const { servant } of TarsServer.getServant(process.env.TARS_CONFIG)) server.addServant(AuthImp, servant);
server.start();
`;

/** A server that takes of its configuration file where to listen, as one of another language would. */
const plainServer = `
const { readFileSync } = require('node:fs');
const [, host, port] = /-h (\\S+) -p (\\d+)/.exec(readFileSync(process.env.TARS_CONFIG, 'utf8'));
require('node:http').createServer((_, answer) => answer.end(process.env.ServerType)).listen(Number(port), host);
process.on('SIGTERM', () => process.exit(0));
`;

describe('TARS’s three scripts, with their arguments in their order', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-tars-build-'));
  const namespaces: string[] = [];
  after(async () => {
    rmSync(folder, { recursive: true });
    await Promise.all(namespaces.map(removeNamespace));
  });

  /** Builds, packages and deploys a server of one module. */
  async function ship(server: string, base: string, main: string): Promise<string> {
    const namespace = await createNamespace('tars-build');
    namespaces.push(namespace);
    const cwd = join(folder, server);
    mkdirSync(join(cwd, 'server'), { recursive: true });
    writeFileSync(join(cwd, 'server/main.js'), main);
    const values = {
      app: 'Ship',
      server,
      template: 'tars.nodejs',
      servants: [{ name: 'AuthObj', port: 10000, isTars: true, isTcp: true }],
      repo: { image: `${registry}/${namespace}/ship.${server.toLowerCase()}` },
    };
    writeFileSync(join(cwd, 'values.yaml'), stringify(values));
    const tars = (...args: string[]) => run(process.execPath, [hawser, 'tars', ...args], { cwd });
    await tars(
      'build',
      `${registry}/${base}`,
      'nodejs',
      'server',
      'values.yaml',
      'v2',
      'true',
      '--plain-http',
    );
    const { stdout } = await tars('package', 'values.yaml', 'v2');
    await tars('deploy', namespace, stdout.trim());
    return namespace;
  }

  it('build on an image that starts a server, and have the files in it', async () => {
    const namespace = await ship('Greeter', 'tarscloud/base.helloserver:v1.0.0', tarsServer);
    const endpoint = 'Ship.Greeter.AuthObj@tcp -h ship-greeter-0.ship-greeter -p 10000 -t 3000';
    assert.equal(
      await ask(namespace, 'ship-greeter-0', endpoint, 'hello', 'you'),
      'built for you as Ship.Greeter',
    );
  });

  it('build on an image of a language alone, and start the server', async () => {
    const namespace = await ship('Teller', 'library/node:26-slim', plainServer);
    const script = 'fetch("http://ship-teller-0.ship-teller:10000/").then(r => r.text()).then(console.log)';
    const answer = await kubectl(['exec', 'ship-teller-0', '-n', namespace, '--', 'node', '-e', script]);
    assert.equal(answer, 'nodejs\n');
  });

  it('write an archive instead when they aren’t to push', async () => {
    const cwd = join(folder, 'Teller');
    const args = [
      'tars',
      'build',
      `${registry}/library/node:26-slim`,
      'nodejs',
      'server',
      'values.yaml',
      'v3',
      'false',
    ];
    await run(process.execPath, [hawser, ...args, '--plain-http'], { cwd });
    const { stdout } = await run('tar', ['tf', 'ship.teller-v3.tar'], { cwd });
    assert.match(stdout, /^oci-layout\nindex\.json\nmanifest\.json\nblobs\/sha256\//);
  });
});
