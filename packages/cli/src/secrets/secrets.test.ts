import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importKey, readKeyPair, verifyToken } from '@hawser/core/token';
import { parse } from 'yaml';
import { here } from '../../test/hawser.ts';

describe('hawser secrets', () => {
  it('prints a Secret whose values are of the kinds that were asked for', async () => {
    const keys = [
      '--key',
      'password',
      '--key',
      'seed=hex:16',
      '-k',
      's.pem=rsa',
      '-k',
      't=system-token:s.pem',
    ];
    const { code, stdout } = await here(['secrets', 'generate', 'shared', ...keys]);
    assert.equal(code, 0);
    const { kind, metadata, stringData } = parse(stdout);
    assert.deepEqual([kind, metadata], ['Secret', { name: 'shared' }]);
    assert.match(stringData.password, /^[\w-]{32}$/);
    assert.match(stringData.seed, /^[0-9a-f]{32}$/);
    const key = await importKey(readKeyPair(stringData['s.pem']).publicKey);
    assert.equal((await verifyToken(stringData.t, key, ['SYSTEM_TOKEN'])).did, 'domain-root');
    const again = parse((await here(['secrets', 'generate', 'shared', ...keys])).stdout);
    for (const [name, value] of Object.entries(again.stringData)) assert.notEqual(value, stringData[name]);
  });

  it('says what it can’t make', async () => {
    const cases: [args: string[], says: RegExp][] = [
      [['shared'], /required option .*--key/],
      [['Shared', '-k', 'a'], /A Secret’s name has lower-case letters/],
      [['shared', '-k', 'a b'], /It is NAME or NAME=KIND, not "a b"/],
      [['shared', '-k', 'a=rsa', '-k', 'a'], /a is given twice/],
      [['shared', '-k', 'a=md5'], /Kinds are password, base64:BYTES/],
      [['shared', '-k', 'a=base64:4'], /from 16 to 1024/],
      [['shared', '-k', 'a=system-token'], /Kinds are/],
      [
        ['shared', '-k', 't=system-token:k'],
        /t is signed with k, which the Secret hasn't\n→ add --key k=rsa/,
      ],
    ];
    for (const [args, says] of cases) {
      const { code, stderr } = await here(['secrets', 'generate', ...args]);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, says);
    }
  });

  it('needs a pod to add to a Secret', async () => {
    const { code, stderr } = await here(['secrets', 'ensure', 'shared', '-k', 'a']);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^error: this needs the Kubernetes API, and this is no pod of a cluster\n→ run it as a Job/,
    );
  });
});
