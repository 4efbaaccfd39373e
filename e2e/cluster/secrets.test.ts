import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { importKey, readKeyPair, verifyToken } from '@hawser/core/token';
import { podAccess } from '../../packages/cli/src/kubernetes/access.ts';
import { runSecretsEnsure } from '../../packages/cli/src/secrets/ensure.ts';
import { parseKey } from '../../packages/cli/src/secrets/key.ts';
import { type Account, createAccount } from './support/account.ts';
import { captured } from './support/captured.ts';
import { apply, kubectl } from './support/kubectl.ts';

describe('hawser secrets ensure', () => {
  const namespace = `hawser-runtime-secrets-${randomBytes(4).toString('hex')}`;
  let account: Account;

  before(async () => {
    await apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }]);
    account = await createAccount(namespace, 'secrets', [
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['own', 'raced', 'split'],
        verbs: ['get', 'patch'],
      },
    ]);
  });
  after(async () => {
    account?.remove();
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  const ensure = (name: string, ...keys: string[]) =>
    captured(() => runSecretsEnsure(name, keys.map(parseKey), podAccess(account.env, account.folder)));

  async function values(name: string): Promise<Record<string, string>> {
    const { data } = JSON.parse(await kubectl(['get', 'secret', name, '-n', namespace, '-o', 'json']));
    const entries = Object.entries(data as Record<string, string>);
    return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
  }

  it('makes what is missing, and never changes what is there', async () => {
    const first = await ensure(
      'own',
      'password',
      'key=base64:32',
      'system.pem=rsa',
      'token=system-token:system.pem',
    );
    assert.equal(first, 'own: password made\nown: key made\nown: system.pem made\nown: token made\n');
    const made = await values('own');
    assert.match(made.password!, /^[\w-]{32}$/);
    assert.equal(Buffer.from(made.key!, 'base64').length, 32);
    const { publicKey } = readKeyPair(made['system.pem']!);
    const claims = await verifyToken(made.token!, await importKey(publicKey), ['SYSTEM_TOKEN']);
    assert.deepEqual([claims.own, claims.did], ['SYSTEM', 'domain-root']);

    const second = await ensure('own', 'password', 'more=hex:16');
    assert.equal(second, 'own: password is there\nown: more made\n');
    const { more, ...before } = await values('own');
    assert.deepEqual(before, made);
    assert.match(more!, /^[0-9a-f]{32}$/);
    for (const value of Object.values(made)) assert.ok(!first.includes(value) && !second.includes(value));
  });

  it('lets several that run at once agree on each value', async () => {
    const run = () =>
      runSecretsEnsure('raced', ['a', 'b'].map(parseKey), podAccess(account.env, account.folder));
    const output = await captured(async () => {
      await Promise.all([run(), run(), run(), run()]);
    });
    for (const key of ['a', 'b']) assert.equal(output.split(`raced: ${key} made\n`).length, 2, output);
    const made = await values('raced');
    await ensure('raced', 'a', 'b');
    assert.deepEqual(await values('raced'), made);
  });

  it('makes no new signing key beside an old token', async () => {
    await kubectl(['create', 'secret', 'generic', 'split', '-n', namespace, '--from-literal=token=old']);
    await assert.rejects(
      ensure('split', 'system.pem=rsa', 'token=system-token:system.pem'),
      /has token, and not system\.pem/,
    );
    assert.deepEqual(await values('split'), { token: 'old' });
  });

  it('says which right is missing', async () => {
    await assert.rejects(
      ensure('other', 'a'),
      new RegExp(
        `system:serviceaccount:${namespace}:secrets may not get secrets "other" in the namespace ${namespace}: ` +
          'its Role lacks the rule \\{apiGroups: \\[""\\], resources: \\[secrets\\], verbs: \\[get\\]\\}',
      ),
    );
  });
});
