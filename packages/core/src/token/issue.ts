import { SignJWT } from 'jose';
import { issuer, type TokenContent, version } from './claims.ts';
import { algorithm, type TokenKey } from './key.ts';

/**
 * Signs a token, from now on.
 * @param lifetime seconds until it expires. Undefined: never, which is for system tokens alone.
 */
export function issueToken(
  content: TokenContent,
  key: TokenKey,
  lifetime: number | undefined,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const jwt = new SignJWT({ iss: issuer, ...content, ver: version })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(key.kid === undefined ? {} : { kid: key.kid }) })
    .setIssuedAt(now);
  if (lifetime !== undefined) jwt.setExpirationTime(now + lifetime);
  return jwt.sign(key.key);
}
