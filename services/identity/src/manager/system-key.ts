import { readFileSync } from 'node:fs';
import { type ComponentHost, Manager } from '@hawser/core';
import { type KeyPair, readKeyPair } from '@hawser/core/token';
import { settingsOf } from '../settings.ts';

/** The domain of the platform itself, whose administrators administer the others. */
export const rootDomainId = 'domain-root';

/**
 * The key pair that signs system tokens, where `IDENTITY.systemKeyFile` names one. It takes the place of the root domain's
 * access keys, so that a system token can be made, and is good, before the system is initialized.
 */
export class SystemKey extends Manager {
  /** Undefined: the root domain's keys are in the database, as those of other domains. */
  readonly pair: KeyPair | undefined;

  /** @throws Error naming the file when it holds no such key */
  constructor(host: ComponentHost) {
    super(host);
    const { systemKeyFile: file } = settingsOf(host);
    this.pair = file === undefined ? undefined : read(file);
  }
}

function read(file: string): KeyPair {
  try {
    return readKeyPair(readFileSync(file, 'utf8'));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Error(`${file} (IDENTITY.systemKeyFile): ${reason}`, { cause: thrown });
  }
}
