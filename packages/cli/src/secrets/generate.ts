import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { importKey, issueToken, readKeyPair } from '@hawser/core/token';
import { usageError } from '../error.ts';
import type { Kind, WantedKey } from './key.ts';
import type { Values } from './secret.ts';

/** Who system tokens say to be, and the domain whose key signs them: identity's root domain. */
const system = { typ: 'SYSTEM_TOKEN', own: 'SYSTEM', did: 'domain-root', aud: 'system' } as const;

/**
 * Makes the values that are missing. What is there is never another afterwards.
 *
 * @returns the new values alone
 * @throws CliError when a token is to be signed with a key that isn't there, or by a new one beside an old token
 */
export async function generateMissing(wanted: readonly WantedKey[], existing: Values): Promise<Values> {
  const made: Record<string, string> = {};
  const missing = wanted.filter(({ name }) => !Object.hasOwn(existing, name));
  for (const { name, value } of missing.filter(({ value }) => value.kind !== 'system-token')) {
    refuseForOldToken(name, wanted, existing);
    made[name] = plainValue(value);
  }
  for (const { name, value } of missing) {
    if (value.kind !== 'system-token') continue;
    const pem = made[value.signedBy] ?? existing[value.signedBy];
    if (pem === undefined)
      throw usageError(
        `${name} is signed with ${value.signedBy}, which the Secret hasn't`,
        `add --key ${value.signedBy}=rsa`,
      );
    made[name] = await issueToken(system, await importKey(readKeyPair(pem).privateKey), undefined);
  }
  return made;
}

function plainValue(value: Kind): string {
  switch (value.kind) {
    case 'password':
      return randomBytes(24).toString('base64url');
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
        format: 'pem',
        type: 'pkcs8',
      }) as string;
    case 'base64':
    case 'hex':
      return randomBytes(value.bytes).toString(value.kind);
    case 'system-token':
      throw new TypeError('a token is signed');
  }
}

/** A new key would make the token that is there worthless, without anyone being told. */
function refuseForOldToken(key: string, wanted: readonly WantedKey[], existing: Values): void {
  const token = wanted.find(({ value }) => value.kind === 'system-token' && value.signedBy === key);
  if (token && Object.hasOwn(existing, token.name)) {
    throw usageError(
      `the Secret has ${token.name}, and not ${key}, which signed it: a new ${key} wouldn't fit`,
      `put ${key} back, or delete ${token.name} so that both are made`,
    );
  }
}
