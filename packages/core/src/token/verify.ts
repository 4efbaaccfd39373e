import { errors as jose, jwtVerify } from 'jose';
import { errors } from '../error/index.ts';
import { type Claims, issuer, type TokenType } from './claims.ts';
import { checkClaims, decodeToken } from './decode.ts';
import { algorithm, type TokenKey } from './key.ts';

/** Thrown by {@link verifyToken} when another key signed the token: a newer one of the domain may be the right one. */
export class WrongKeyError extends Error {
  override readonly name = 'WrongKeyError';
}

/**
 * Checks a token's signature, expiry, issuer, version and type.
 * @param types the types that are good here: a refresh token opens nothing but the next session.
 * @throws HawserError AUTHENTICATE_FAILURE, or WrongKeyError when the signature isn't of `key`.
 */
export async function verifyToken(
  token: string,
  key: TokenKey,
  types: readonly TokenType[],
): Promise<Claims> {
  const { claims, kid } = decodeToken(token);
  if (!types.includes(claims.typ)) throw errors.unauthenticated(`a ${claims.typ} is not good for this`);
  if (kid !== undefined && key.kid !== undefined && kid !== key.kid) throw new WrongKeyError();
  try {
    const { payload } = await jwtVerify(token, key.key, { algorithms: [algorithm], issuer });
    return checkClaims(payload);
  } catch (thrown) {
    if (thrown instanceof jose.JWSSignatureVerificationFailed) throw new WrongKeyError();
    if (thrown instanceof jose.JWTExpired) throw errors.unauthenticated('the token has expired');
    if (thrown instanceof jose.JOSEError) throw errors.unauthenticated('the token is not valid');
    throw thrown;
  }
}
