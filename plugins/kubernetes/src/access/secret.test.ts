import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadYaml } from '@kubernetes/client-node';
import { openKubeconfig } from './index.ts';
import { readSecret } from './secret.ts';

const kubeconfig = `
current-context: c
contexts: [{name: c, context: {cluster: main, user: me}}]
clusters: [{name: main, cluster: {server: "https://api.example"}}]
users: [{name: me, user: {token: t0ken}}]
`;

const read = (secret: Parameters<typeof readSecret>[0]) => readSecret(secret, loadYaml);

describe("a secret's data", () => {
  it('may be a kubeconfig, as YAML or JSON', () => {
    assert.equal(read({ kubeconfig })?.user.token, 't0ken');
    assert.equal(read({ kubeconfig: JSON.stringify(loadYaml(kubeconfig)) })?.cluster.name, 'main');
    assert.equal(read({ kubeconfig, cluster_name: 'Production' })?.cluster.name, 'Production');
  });

  it("may be the fields of SpaceONE's plugin", () => {
    const secret = {
      cluster_name: 'main',
      server: 'https://api.example',
      token: 't',
      certificate_authority_data: 'Q0E=',
    };
    assert.deepEqual(read(secret), {
      cluster: { name: 'main', server: 'https://api.example', skipTLSVerify: false, caData: 'Q0E=' },
      user: { name: 'secret', token: 't' },
    });
    assert.equal(
      read({ api_server: 'https://api.example:6443', token: 't' })?.cluster.name,
      'api.example:6443',
    );
  });

  it('gives no access when it is empty', () => {
    assert.equal(read({}), undefined);
  });

  it('is refused naming the field', () => {
    const keyOf = (secret: Parameters<typeof readSecret>[0]) => {
      try {
        read(secret);
      } catch (error) {
        return (error as { metadata: { key: string } }).metadata.key;
      }
      return assert.fail(`${JSON.stringify(secret)} was taken`);
    };
    assert.equal(keyOf({ kubeconfig: 5 }), 'secret_data.kubeconfig');
    assert.equal(keyOf({ kubeconfig: 'x'.repeat(1_048_577) }), 'secret_data.kubeconfig');
    assert.equal(keyOf({ token: 't' }), 'secret_data.kubeconfig');
    assert.equal(keyOf({ other: 't' }), 'secret_data.kubeconfig');
    assert.equal(keyOf({ server: 'https://api.example' }), 'secret_data.token');
    assert.equal(keyOf({ server: 'http://api.example', token: 't' }), 'secret_data.server');
  });

  it("tells where a kubeconfig's YAML breaks without quoting it", () => {
    const secret = { kubeconfig: 'users:\n  - token: "s3cret\n' };
    assert.throws(
      () => read(secret),
      (error: Error) => /is no YAML/.test(error.message) && !error.message.includes('s3cret'),
    );
  });

  it('reads no file and runs no program', async () => {
    const sneaky = kubeconfig.replace('token: t0ken', 'tokenFile: /etc/hostname, exec: {command: id}');
    await assert.rejects(openKubeconfig({ kubeconfig: sneaky }), /isn't taken from a secret/);
    const merged = kubeconfig.replace('{token: t0ken}', '{<<: {exec: {command: id}}, token: t0ken}');
    const opened = await openKubeconfig({ kubeconfig: merged });
    assert.equal(opened.getCurrentUser()?.exec, undefined);
  });
});
