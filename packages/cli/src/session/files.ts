import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError } from '../error.ts';

/** Where the running platform's servers are; written by `hawser up`, gone when it has stopped. */
export const endpointsFile = (dataDir: string): string => join(dataDir, 'endpoints.json');

/** The generated login of the platform's first start. */
export const credentialsFile = (dataDir: string): string => join(dataDir, 'credentials.json');

/** The tokens that the generated login has got. */
export const tokenFile = (dataDir: string): string => join(dataDir, 'token.json');

/** What `hawser login` keeps. */
export const loginFile = (): string =>
  join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'hawser', 'login.json');

/** A JSON file's content, or undefined when it isn't there. @throws CliError when it can't be read */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (thrown) {
    if (/^(ENOENT|ENOTDIR)$/.test((thrown as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new CliError(`${file} can't be read: ${(thrown as Error).message}`, { cause: thrown });
  }
}

/** Writes a file that only this user may read: whole or not at all. */
export function writePrivate(file: string, content: object): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
