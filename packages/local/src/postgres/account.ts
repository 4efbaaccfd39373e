import { type SpawnOptions, spawnSync } from 'node:child_process';
import { chownSync, lchownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LocalError } from '../error.ts';
import type { Binaries } from './binaries.ts';
import { explain } from './failure.ts';

/**
 * How PostgreSQL's programs are run so that they accept it: they refuse user id 0. `prefix` is a command that runs the
 * command after it, `spawn` the identity for `child_process.spawn`, `owner` whom the data folder has to belong to.
 */
export interface Account {
  prefix: string[];
  spawn: Pick<SpawnOptions, 'uid' | 'gid'>;
  owner?: { uid: number; gid: number };
}

/**
 * Chooses the account for a data folder, which must exist; gives the folder to it.
 *
 * An ordinary user runs PostgreSQL as itself. Root runs it as the folder's owner if that is another user, else as
 * `postgres` or `nobody`. Where that user can't reach the folder or the programs (they are below a private home), root's
 * file rights are kept under the other user id: as an ambient capability, or, where user ids can't be switched at all
 * (a container with a single one), by a user namespace that shows root as another user.
 */
export function chooseAccount(binaries: Binaries, folder: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [], spawn: {} };
  const held = statSync(folder);
  const { uid, gid } = held.uid === 0 ? unprivileged() : held;
  const rights = '+dac_override';
  const candidates: Account[] = [
    { prefix: [], spawn: { uid, gid }, owner: { uid, gid } },
    {
      prefix: [
        'setpriv',
        // Else access(2), by which PostgreSQL looks for its own programs, leaves these rights out of account.
        '--securebits=+no_setuid_fixup',
        `--reuid=${uid}`,
        `--regid=${gid}`,
        '--clear-groups',
        `--inh-caps=${rights}`,
        `--ambient-caps=${rights}`,
      ],
      spawn: {},
      owner: { uid, gid },
    },
    {
      prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`],
      spawn: {},
      owner: { uid: 0, gid: 0 },
    },
  ];
  const failures: string[] = [];
  for (const account of candidates) {
    const failure = attempt(account, binaries, folder);
    if (failure === undefined) return account;
    failures.push(failure);
  }
  // Root may ask for the version itself: when even that fails, it isn't the account's fault.
  const { status, stderr } = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' });
  if (status !== 0) throw explain('postgres', (stderr ?? '').split('\n'), status ?? 127, folder);
  throw new LocalError(
    'POSTGRES_ACCOUNT',
    `PostgreSQL doesn't run as root, and no other user can use ${folder} (${failures.join('; ')})`,
    'start as an ordinary user, or move the checkout and its data folder out of the private home',
  );
}

/** Gives a folder and all below it to the account; does nothing when the folder belongs to it already. */
export function giveTo({ owner }: Account, folder: string): void {
  if (owner === undefined || statSync(folder).uid === owner.uid) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), owner.uid, owner.gid);
  }
  // Last, since it tells that the rest was done.
  chownSync(folder, owner.uid, owner.gid);
}

/**
 * Lets `initdb` show its settings, as the account and from the folder's parent, which it does when it accepts the user
 * and finds all its files. Undefined when that works and the folder could be given to the account, else why not.
 */
function attempt(account: Account, { initdb }: Binaries, folder: string): string | undefined {
  const script = 'cd "$0" && exec "$1" --show --pgdata="$2"';
  const [command, ...args] = [...account.prefix, 'sh', '-c', script, dirname(folder), initdb, folder];
  const { status, error, stderr } = spawnSync(command!, args, {
    ...account.spawn,
    cwd: '/',
    encoding: 'utf8',
  });
  if (status !== 0) {
    const reason = error?.message ?? (stderr.trim().split('\n').at(-1) || `exit code ${status}`);
    return `${account.prefix[0] ?? 'setuid'}: ${reason}`;
  }
  try {
    giveTo(account, folder);
    return undefined;
  } catch (failure) {
    return String(failure);
  }
}

/** The user that stands in for root: the system's `postgres` if there is one, else `nobody`. */
function unprivileged(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const user = users.find(fields => fields[0] === name);
    // macOS writes nobody as -2.
    if (user !== undefined) return { uid: Number(user[2]) >>> 0, gid: Number(user[3]) >>> 0 };
  }
  return { uid: 65534, gid: 65534 };
}
