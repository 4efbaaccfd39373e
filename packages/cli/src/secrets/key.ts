import { InvalidArgumentError } from 'commander';

/** How a key's value is made. */
export type Kind =
  | { kind: 'password' }
  | { kind: 'base64' | 'hex'; bytes: number }
  | { kind: 'rsa' }
  | { kind: 'system-token'; signedBy: string };

/** A key of a Secret that has to be there. */
export interface WantedKey {
  name: string;
  value: Kind;
}

/** The most random bytes that are asked for. */
const maxBytes = 1_024;

const kinds = 'password, base64:BYTES, hex:BYTES, rsa, system-token:KEY';

/**
 * Reads `NAME` or `NAME=KIND`:
 *
 * - `password` (default): 32 letters, digits, `-` and `_`, of 192 random bits;
 * - `base64:N`, `hex:N`: N random bytes so written;
 * - `rsa`: an RSA private key of 2048 bits, PKCS #8 in PEM;
 * - `system-token:KEY`: the system token, signed with the `rsa` key KEY of the same Secret.
 */
export function parseKey(text: string): WantedKey {
  const [, name, kind = 'password', argument] =
    /^([-._a-zA-Z0-9]{1,253})(?:=([a-z0-9-]+)(?::(.+))?)?$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError(`It is NAME or NAME=KIND, not "${text}".`);
  if ((kind === 'password' || kind === 'rsa') && argument === undefined) return { name, value: { kind } };
  if (kind === 'base64' || kind === 'hex') {
    const bytes = Number(argument);
    if (!Number.isInteger(bytes) || bytes < 16 || bytes > maxBytes)
      throw new InvalidArgumentError(`${kind} takes a number of bytes from 16 to ${maxBytes}: ${kind}:32.`);
    return { name, value: { kind, bytes } };
  }
  if (kind === 'system-token' && argument !== undefined) return { name, value: { kind, signedBy: argument } };
  throw new InvalidArgumentError(`Kinds are ${kinds}.`);
}
