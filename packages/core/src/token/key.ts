import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

/** The one algorithm that tokens are signed with. Any other is refused, so that no one chooses a weaker one for us. */
export const algorithm = 'RS256';

/** The size of keys that are made, and the least that is taken from elsewhere. */
const modulusBits = 2048;

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
  const pair = await generateKeyPair(algorithm, { modulusLength: modulusBits, extractable: true });
  return named(await exportJWK(pair.publicKey), await exportJWK(pair.privateKey));
}

/**
 * Reads an RSA private key in PEM, as `openssl genpkey -algorithm RSA` writes it. The same key has the same `kid` always.
 * @throws Error when it is none, or one of less than 2048 bits.
 */
export function readKeyPair(pem: string): KeyPair {
  const key = createPrivateKey(pem);
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa') throw new Error("a token's key must be an RSA key");
  if (modulusLength < modulusBits)
    throw new Error(`the RSA key has ${modulusLength} bits, less than ${modulusBits}`);
  return named(createPublicKey(key).export({ format: 'jwk' }), key.export({ format: 'jwk' }));
}

/** Both halves with what tells them apart from other keys. */
function named(publicKey: JWK, privateKey: JWK): KeyPair {
  const { e, kty, n } = publicKey;
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
  const names = { kid, alg: algorithm, use: 'sig' };
  return { publicKey: { ...publicKey, ...names }, privateKey: { ...privateKey, ...names } };
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
