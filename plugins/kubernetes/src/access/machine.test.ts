import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { KubeConfig } from '@kubernetes/client-node';
import { inClusterVariable, loadMachine } from './machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-kubeconfig-'));
const variables = [
  'KUBECONFIG',
  'HOME',
  'KUBERNETES_SERVICE_HOST',
  'KUBERNETES_SERVICE_PORT',
  inClusterVariable,
];
const before = Object.fromEntries(variables.map(name => [name, process.env[name]]));

function write(name: string, cluster: object, current?: string): string {
  const path = join(folder, name);
  const config = {
    clusters: [{ name, cluster }],
    users: [{ name, user: { 'client-certificate': 'me.crt' } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': current,
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

const server = 'https://api.example';
const load = (token?: string) => loadMachine(() => new KubeConfig(), token);

describe('the access that a machine has', () => {
  beforeEach(() => {
    process.env.HOME = join(folder, 'home');
    for (const name of variables) if (name !== 'HOME') delete process.env[name];
  });
  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is that of KUBECONFIG, with files beside it', () => {
    process.env.KUBECONFIG = write('one', { server }, 'one');
    const config = load();
    assert.equal(config.getCurrentCluster()?.server, server);
    assert.equal(config.getCurrentUser()?.certFile, join(folder, 'me.crt'));
  });

  it('is that of several files, of which the first context counts and missing ones don’t', () => {
    const files = [join(folder, 'missing'), write('one', { server }, 'one'), write('two', { server }, 'two')];
    process.env.KUBECONFIG = files.join(delimiter);
    const config = load();
    assert.equal(config.getCurrentCluster()?.name, 'one');
    assert.equal(config.getCluster('two')?.server, server);
  });

  it('is that of the home', () => {
    mkdirSync(join(folder, 'home/.kube'), { recursive: true });
    write('home/.kube/config', { server }, 'home/.kube/config');
    assert.equal(load().getCurrentCluster()?.server, server);
    rmSync(join(folder, 'home'), { recursive: true });
  });

  it('is none', () => {
    assert.throws(() => load(), {
      code: 'FAILED_PRECONDITION',
      message: /KUBECONFIG names no file that exists/,
    });
  });

  it('is that of a pod only where its operator says so, whatever else there is', () => {
    process.env.KUBECONFIG = write('one', { server }, 'one');
    Object.assign(process.env, { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' });
    const refused = {
      code: 'FAILED_PRECONDITION',
      message: /secret is empty, and the plugin's own account isn't/,
    };
    assert.throws(() => load(process.env.KUBECONFIG), refused);
    process.env[inClusterVariable] = 'yes';
    assert.throws(() => load(process.env.KUBECONFIG), refused);
    process.env[inClusterVariable] = 'true';
    assert.throws(() => load(join(folder, 'missing')), /has no token of a service account/);
    assert.equal(load(process.env.KUBECONFIG).getCurrentCluster()?.server, 'https://10.96.0.1:443');
  });

  it('is refused when it can’t be used, or can’t be trusted', () => {
    process.env.KUBECONFIG = write('no-context', { server });
    assert.throws(() => load(), /has no current context/);
    process.env.KUBECONFIG = write('plain', { server: 'http://api.example' }, 'plain');
    assert.throws(() => load(), /https:\/\/ address/);
    process.env.KUBECONFIG = write('insecure', { server, 'insecure-skip-tls-verify': true }, 'insecure');
    assert.throws(() => load(), /trusts whoever answers/);
    process.env.KUBECONFIG = join(folder, 'broken');
    writeFileSync(process.env.KUBECONFIG, '{');
    assert.throws(() => load(), /broken can't be read/);
  });
});
