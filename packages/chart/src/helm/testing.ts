import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a shell script that can be run, in the place of a program that this machine may not have. */
export function writeScript(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

/** A script that says of itself that it is a version of Helm. */
export const helmScript = (version: string): string => `printf %s '${version}'`;
