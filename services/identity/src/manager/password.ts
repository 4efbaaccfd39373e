import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { errors } from '@hawser/core';

const derive = promisify(argon2);

/** Argon2id as OWASP recommends it: memory in KiB, passes and lanes. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** Hashes a password with argon2id, as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = (await derive('argon2id', { message: password, nonce, tagLength, ...cost })) as Buffer;
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/** A hash that no password has, for users that have none: checking takes as long as if they had. */
const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(tagLength))}`;

/** Whether a password has that hash. Undefined, for a user that isn't there or has no password: false, and no sooner. */
export async function checkPassword(password: string, hash: string | undefined): Promise<boolean> {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash ?? nobody);
  if (!found) throw new Error('a stored hash is not of argon2id');
  const [, memory, passes, parallelism, salt, expected] = found as unknown as string[];
  const tag = Buffer.from(expected!, 'base64');
  const options = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const nonce = Buffer.from(salt!, 'base64');
  const made = (await derive('argon2id', {
    message: password,
    nonce,
    tagLength: tag.length,
    ...options,
  })) as Buffer;
  return timingSafeEqual(made, tag) && hash !== undefined;
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

const rules: readonly [RegExp, string][] = [
  [/^.{8,}$/s, 'at least 8 characters are needed'],
  [/[a-z]/, 'a lower-case letter is needed'],
  [/[A-Z]/, 'an upper-case letter is needed'],
  [/[0-9]/, 'a digit is needed'],
];

/** @throws INVALID_PARAMETER naming the rule, the same as SpaceONE's, that a new password breaks. */
export function checkPasswordFormat(password: string, key = 'password'): void {
  for (const [pattern, rule] of rules) if (!pattern.test(password)) throw errors.invalid(key, rule);
}
