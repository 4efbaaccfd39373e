import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compares a text with the file of that name in testdata/golden; UPDATE_GOLDEN=1 writes it instead, for a review. */
export function golden(name: string, text: string): void {
  const file = fileURLToPath(new URL(`../testdata/golden/${name}`, import.meta.url));
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${name} is another now; UPDATE_GOLDEN=1 accepts it`);
}
