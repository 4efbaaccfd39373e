import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** The domain that the benched callers belong to. */
export const domainId = 'domain-0123456789ab';

/** A key pair and a token signed with it, with a SpaceONE user token's claims. */
export async function makeToken() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const claims = {
    typ: 'ACCESS_TOKEN',
    own: 'USER',
    did: domainId,
    wid: 'workspace-0123456789ab',
    rol: 'WORKSPACE_OWNER',
    ver: '2.0',
    permissions: ['inventory:*'],
  };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer('spaceone.identity')
    .setAudience('admin')
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('3h')
    .sign(privateKey);
  return { token, publicKey: await exportJWK(publicKey) };
}
