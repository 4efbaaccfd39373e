import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

/** The one algorithm that tokens are signed with. Any other is refused, so that no one chooses a weaker one for us. */
export const algorithm = 'RS256';

/** A key pair as it is stored and published: JWKs with the same `kid`. */
export interface KeyPair {
  privateKey: JWK;
  /** What `Domain.get_public_key` answers, as JSON text. */
  publicKey: JWK;
}

/** A key ready for use. */
export interface TokenKey {
  key: CryptoKey;
  /** The key's id, which the header of tokens names. Keys of other systems may have none. */
  kid: string | undefined;
}

/** Makes an RSA key pair of 2048 bits. Its `kid` is its thumbprint (RFC 7638). */
export async function generateKeys(): Promise<KeyPair> {
  const pair = await generateKeyPair(algorithm, { modulusLength: 2048, extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const named = { kid: await calculateJwkThumbprint(publicKey), alg: algorithm, use: 'sig' };
  return {
    publicKey: { ...publicKey, ...named },
    privateKey: { ...(await exportJWK(pair.privateKey)), ...named },
  };
}

/**
 * Reads a JWK or the JSON text of one; keep the answer, since reading costs more than checking a token.
 * @throws Error when it is no RSA key.
 */
export async function importKey(jwk: JWK | string): Promise<TokenKey> {
  const read = typeof jwk === 'string' ? (JSON.parse(jwk) as JWK) : jwk;
  if (read.kty !== 'RSA') throw new Error(`a token's key must be an RSA key, not ${String(read.kty)}`);
  const key = await importJWK(read, algorithm);
  if (key instanceof Uint8Array) throw new Error("a token's key must be an RSA key, not a shared secret");
  return { key, kid: read.kid };
}
