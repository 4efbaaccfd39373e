import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errno } from '../error.ts';
import { type Account, chooseAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { damaged, explain, versionMismatch } from './failure.ts';

/** What has to be remembered about a database cluster in order to connect to it. */
export interface Login {
  user: string;
  password: string;
  port?: number;
}

/** A database cluster on disk: `data` is PostgreSQL's own folder below `folder`. */
export interface Cluster {
  folder: string;
  data: string;
  account: Account;
  login: Login;
}

/**
 * Opens the cluster in a folder, which must exist; makes it first when there is none. It authenticates by SCRAM with a
 * generated password, kept with the port in `login.json` (mode 600). Text is UTF-8, sorted by code point on every
 * machine alike, upper and lower case by Unicode's rules.
 *
 * @param extra more arguments for `initdb`
 */
export async function openCluster(
  binaries: Binaries,
  folder: string,
  extra: string[] = [],
): Promise<Cluster> {
  const data = join(folder, 'data');
  const remembered = join(folder, 'login.json');
  if (existsSync(data)) {
    const major = readPart(join(data, 'PG_VERSION')).trim();
    if (major !== binaries.major) throw versionMismatch(data, major, binaries.major);
    const login = JSON.parse(readPart(remembered)) as Login;
    return { folder, data, login, account: chooseAccount(binaries, data) };
  }
  const login: Login = { user: 'hawser', password: randomBytes(24).toString('base64url') };
  // Under another name until it is complete, so that a run that is killed meanwhile leaves nothing that looks usable.
  const unfinished = join(folder, 'data.new');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const account = chooseAccount(binaries, unfinished);
  await initialise(binaries, account, unfinished, login, extra);
  saveLogin(folder, login);
  renameSync(unfinished, data);
  return { folder, data, account, login };
}

/** Reads a file that a cluster has to have. */
function readPart(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw error;
    throw damaged(file, 'it is missing');
  }
}

/** Writes `login.json`. */
export function saveLogin(folder: string, login: Login): void {
  writeFileSync(join(folder, 'login.json'), `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
}

async function initialise(
  binaries: Binaries,
  account: Account,
  data: string,
  login: Login,
  extra: string[],
): Promise<void> {
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, login.password, { mode: 0o600 });
  if (account.owner !== undefined) chownSync(passwordFile, account.owner.uid, account.owner.gid);
  const [program, ...args] = [
    ...account.prefix,
    binaries.initdb,
    `--pgdata=${data}`,
    `--username=${login.user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...extra,
  ];
  try {
    const child = spawn(program!, args, {
      ...account.spawn,
      cwd: '/',
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (code !== 0) throw explain('initdb', text.split('\n'), code ?? signal ?? 'unknown', data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
