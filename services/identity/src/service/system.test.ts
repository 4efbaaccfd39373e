import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeToken, importKey, verifyToken, WrongKeyError } from '@hawser/core/token';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { System } from '@hawser/proto/spaceone/api/identity/v2/system_pb.js';
import { Token } from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { fails } from '../../test/fails.ts';
import { password, startEmpty } from '../../test/platform.ts';
import { grantType, LOCAL, scopes } from '../../test/tenants.ts';

describe('System', async () => {
  const { as, postgres } = await startEmpty();
  const admin = { userId: 'root', name: 'Root', password };
  const credentials = { user_id: 'root', password };
  const domainId = 'domain-root';
  let systemToken = '';

  it('refuses a weak password, and leaves nothing then', async () => {
    await fails(
      as(System).init({ admin: { ...admin, password: 'weak' } }),
      'INVALID_PARAMETER',
      /at least 8/,
    );
    await fails(as(System).init({}), 'REQUIRED_PARAMETER', /admin/);
    assert.deepEqual(await postgres.query('select * from domains'), []);
  });

  it('creates the root domain, its administrator and the system token', async () => {
    const made = await as(System).init({ admin });
    systemToken = made.systemToken;
    assert.deepEqual([made.domainId, made.name], [domainId, 'root']);
    const { claims } = decodeToken(systemToken);
    const { typ, own, did, aud, exp } = claims;
    assert.deepEqual(
      { typ, own, did, aud, exp },
      { typ: 'SYSTEM_TOKEN', own: 'SYSTEM', did: domainId, aud: 'root', exp: undefined },
    );
    assert.equal((await as(Domain, systemToken).list({})).totalCount, 1);
    const { refreshToken: token } = await as(Token).issue({ domainId, authType: LOCAL, credentials });
    const grant = { grantType: grantType.REFRESH_TOKEN, token };
    const { accessToken } = await as(Token).grant({ ...grant, scope: scopes.SYSTEM });
    assert.equal(decodeToken(accessToken).claims.rol, 'SYSTEM_ADMIN');
    assert.equal((await as(Domain, accessToken).get({ domainId })).name, 'root');
    await fails(as(Token).grant({ ...grant, scope: scopes.DOMAIN }), 'PERMISSION_DENIED');
  });

  it('does so once', async () => {
    await fails(as(System).init({ admin }), 'INVALID_PARAMETER', /key = force.*initialized already/);
  });

  it('is forced by the system token only', async () => {
    const again = { admin: { ...admin, userId: 'chief' }, force: true };
    await fails(as(System).init(again), 'AUTHENTICATE_FAILURE');
    const { accessToken } = await as(Token).issue({ domainId, authType: LOCAL, credentials });
    await fails(as(System, accessToken).init(again), 'AUTHENTICATE_FAILURE');
    const renewed = await as(System, systemToken).init(again);
    await fails(as(Token).issue({ domainId, authType: LOCAL, credentials }), 'AUTHENTICATE_FAILURE');
    const { publicKey } = await as(Domain).get_public_key({ domainId });
    const key = await importKey(publicKey);
    assert.equal((await verifyToken(renewed.systemToken, key, ['SYSTEM_TOKEN'])).aud, 'chief');
    await assert.rejects(verifyToken(systemToken, key, ['SYSTEM_TOKEN']), WrongKeyError);
    await fails(as(System, systemToken).init(again), 'AUTHENTICATE_FAILURE');
  });
});
