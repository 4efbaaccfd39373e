import { decodeJwt, decodeProtectedHeader } from 'jose';
import { errors } from '../error/index.ts';
import { type Claims, claimsSchema, issuer, maxTokenLength, version } from './claims.ts';
import { algorithm } from './key.ts';

/** What a token says of itself: not to be believed before its signature is checked. */
export interface DecodedToken {
  /** The id of the key that signed it. */
  kid: string | undefined;
  claims: Claims;
}

/**
 * Reads a token without checking its signature, and refuses what no key could make good: other algorithms (`none` and
 * HMAC among them), issuers, versions and shapes.
 * @throws HawserError AUTHENTICATE_FAILURE.
 */
export function decodeToken(token: string): DecodedToken {
  if (token.length > maxTokenLength) throw errors.unauthenticated('the token is too long');
  const { header, payload } = parse(token);
  if (header.alg !== algorithm) throw errors.unauthenticated(`the token is not signed with ${algorithm}`);
  if (payload.iss !== issuer) throw errors.unauthenticated('the token is of another issuer');
  if (payload.ver !== version) throw errors.unauthenticated(`the token's version is not ${version}`);
  return { kid: header.kid, claims: checkClaims(payload) };
}

/** @throws HawserError AUTHENTICATE_FAILURE naming the first claim that is wrong. */
export function checkClaims(payload: unknown): Claims {
  const checked = claimsSchema.safeParse(payload);
  if (checked.success) return checked.data;
  const path = checked.error.issues[0]?.path.join('.') ?? '';
  throw errors.unauthenticated(`the token's claim ${path} is missing or wrong`);
}

function parse(token: string) {
  try {
    return { header: decodeProtectedHeader(token), payload: decodeJwt(token) };
  } catch {
    throw errors.unauthenticated('the token is not a JWT');
  }
}
