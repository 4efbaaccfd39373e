import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { JsonObject } from '@bufbuild/protobuf';
import { Connector } from '@hawser/core';

const algorithm = 'aes-256-gcm';
/** Bytes of the nonce and of the tag, which stand before the cipher text. */
const nonceLength = 12;
const tagLength = 16;

/** Encrypts what is stored, bound to the row that it belongs to: cipher text can't be moved to another. */
export class Vault extends Connector {
  readonly #key = readKey(
    (this.host.config as unknown as { ENCRYPTION: { keyFile: string } }).ENCRYPTION.keyFile,
  );

  /** @param owner the id of the row */
  seal(data: JsonObject, owner: string): string {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.#key, nonce).setAAD(Buffer.from(owner));
    const text = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  }

  /** @throws Error when the text was sealed with another key or for another row */
  open(sealed: string, owner: string): JsonObject {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, nonceLength));
    decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]);
    return JSON.parse(text.toString('utf8')) as JsonObject;
  }
}

/** The key of the file; of several processes that start on an empty folder, one makes it. */
function readKey(file: string): Buffer {
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST' && (error as { code?: string }).code !== 'EROFS')
      throw error;
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32)
    throw new Error(`${file} (ENCRYPTION.keyFile) must hold 32 bytes in base64, but has ${key.length}`);
  return key;
}
