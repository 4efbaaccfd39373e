import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { decodeToken, importKey, issueToken, readKeyPair } from '@hawser/core/token';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { System } from '@hawser/proto/spaceone/api/identity/v2/system_pb.js';
import { Token } from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { fails } from '../../test/fails.ts';
import { password, startEmpty } from '../../test/platform.ts';
import { grantType, LOCAL, scopes } from '../../test/tenants.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-system-key-'));
after(() => rmSync(folder, { recursive: true }));

function newKey(name: string) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  const file = join(folder, name);
  writeFileSync(file, pem);
  return { file, pem };
}

const signed = async (pem: string) =>
  issueToken(
    { typ: 'SYSTEM_TOKEN', own: 'SYSTEM', did: 'domain-root', aud: 'system' },
    await importKey(readKeyPair(pem).privateKey),
    undefined,
  );

describe('a system key of its own', async () => {
  const key = newKey('system.pem');
  const { as } = await startEmpty([], { IDENTITY: { systemKeyFile: key.file } });
  const token = await signed(key.pem);
  const admin = { userId: 'root', name: 'Root', password };

  it('makes its token good before the system is initialized', async () => {
    assert.deepEqual((await as(Domain, token).list({})).results, []);
    const { publicKey } = await as(Domain).get_public_key({ domainId: 'domain-root' });
    assert.deepEqual(JSON.parse(publicKey), readKeyPair(key.pem).publicKey);
  });

  it('lets nobody initialize the system without it', async () => {
    await fails(as(System).init({ admin }), 'AUTHENTICATE_FAILURE', /system token is needed/);
    const other = await signed(newKey('other.pem').pem);
    await fails(as(System, other).init({ admin }), 'AUTHENTICATE_FAILURE');
    assert.deepEqual((await as(Domain, token).list({})).results, []);
  });

  it('stays the key of tokens once the system is initialized, and by force again', async () => {
    const made = await as(System, token).init({ admin });
    assert.equal(decodeToken(made.systemToken).kid, readKeyPair(key.pem).publicKey.kid);
    await as(System, token).init({ admin: { ...admin, userId: 'chief' }, force: true });
    assert.equal((await as(Domain, token).list({})).totalCount, 1);
    const credentials = { user_id: 'chief', password };
    const { refreshToken } = await as(Token).issue({ domainId: 'domain-root', authType: LOCAL, credentials });
    const grant = { grantType: grantType.REFRESH_TOKEN, token: refreshToken, scope: scopes.SYSTEM };
    const { accessToken } = await as(Token).grant(grant);
    assert.equal((await as(Domain, accessToken).list({})).totalCount, 1);
  });

  it('stops the start with a file that holds none', async () => {
    const file = join(folder, 'broken.pem');
    writeFileSync(file, 'no key');
    await assert.rejects(
      startEmpty([], { IDENTITY: { systemKeyFile: file } }),
      /broken\.pem \(IDENTITY\.systemKeyFile\)/,
    );
    const absent = join(folder, 'absent.pem');
    await assert.rejects(startEmpty([], { IDENTITY: { systemKeyFile: absent } }), /ENOENT/);
  });
});
