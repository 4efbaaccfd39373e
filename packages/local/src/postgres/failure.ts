import { errno, LocalError } from '../error.ts';

/** What was going on when a program failed. */
interface Failure {
  program: string;
  data: string;
  /** The last line that tells of a failure. */
  detail: string;
}

/** What PostgreSQL's programs say, and what that means; the first that matches counts. */
const meanings: [said: RegExp, meaning: (failure: Failure, match: RegExpExecArray) => LocalError][] = [
  [
    /loading shared libraries: ([^:\n]+)|Library not loaded: (\S+)|version [`'](GLIBC\S+)' not found/,
    ({ program }, match) =>
      new LocalError(
        'POSTGRES_LIBRARY_MISSING',
        `${program} can't load ${match[1] ?? match[2] ?? match[3]}`,
        "install that library with the system's package manager (ldd on the program lists all)",
      ),
  ],
  [/No space left on device|Disk quota exceeded/, ({ data }) => diskFull(data)],
  [
    /Address already in use/,
    () =>
      new LocalError(
        'PORT_IN_USE',
        "PostgreSQL's port is in use",
        'stop the program that holds it, or choose another port',
      ),
  ],
  [
    /lock file "postmaster\.pid" already exists/,
    ({ data }) =>
      new LocalError(
        'DATA_LOCKED',
        `another PostgreSQL uses ${data}`,
        'stop it, or set HAWSER_DATA to another folder',
      ),
  ],
  [
    /Permission denied|Read-only file system|wrong ownership/,
    ({ data, detail }) => notWritable(data, detail),
  ],
  [
    /PANIC|valid checkpoint record|invalid data in file|valid data directory|database files are incompatible|could not (open|read|find) |required .+ does not exist/,
    ({ data, detail }) => damaged(data, detail),
  ],
];

/**
 * Turns the last words of `postgres` or `initdb` into an error with a cause and a way out.
 *
 * @param ended the program's exit code or signal
 */
export function explain(program: string, lines: string[], ended: number | string, data: string): LocalError {
  const text = lines.join('\n');
  const detail = lastFailure(lines);
  for (const [said, meaning] of meanings) {
    const match = said.exec(text);
    if (match !== null) return meaning({ program, data, detail }, match);
  }
  // 126 and 127 are the shell's answers when it can't run a program: its loader is missing, as on musl systems.
  if (ended === 126 || ended === 127) {
    return new LocalError(
      'POSTGRES_LIBRARY_MISSING',
      `${program} doesn't run on this system: ${detail}`,
      'use a system with the GNU C library, version 2.27 or later',
    );
  }
  return new LocalError(
    'POSTGRES_FAILED',
    `${program} ended (${ended}): ${detail}`,
    `look at the lines above, and at the folder ${data}`,
  );
}

/** The data was written by another major version, which this one can't read. */
export function versionMismatch(data: string, found: string, expected: string): LocalError {
  return new LocalError(
    'POSTGRES_VERSION_MISMATCH',
    `${data} was written by PostgreSQL ${found}, which PostgreSQL ${expected} can't read`,
    'check out the version of Hawser that wrote it, or move the folder away to begin anew',
  );
}

/** The data, or a part of it, isn't what PostgreSQL left there. */
export function damaged(path: string, detail: string): LocalError {
  return new LocalError(
    'POSTGRES_DATA_DAMAGED',
    `the data in ${path} is damaged: ${detail}`,
    'restore the data folder from a backup, or move it away to begin anew',
  );
}

/** The folder can't be written by the user that runs us. */
export function notWritable(folder: string, detail: string): LocalError {
  return new LocalError(
    'DATA_NOT_WRITABLE',
    `the data folder ${folder} can't be written: ${detail}`,
    'give it to the user who starts Hawser (chown), or set HAWSER_DATA to a folder that can be written',
  );
}

/** The failure of a system call on the data folder; any other error comes back as it is. */
export function explainSystem(error: unknown, folder: string): unknown {
  const code = errno(error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return notWritable(folder, code);
  // A file where the folder, or one above it, should be.
  if (code === 'ENOTDIR' || code === 'EEXIST') return notWritable(folder, code);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder);
  return error;
}

/** The failure to make the data folder with those above it; any other error comes back as it is. */
export function explainMaking(error: unknown, folder: string): unknown {
  // ENOENT is what Node.js makes of a read-only file system there.
  return errno(error) === 'ENOENT' ? notWritable(folder, 'EROFS') : explainSystem(error, folder);
}

function diskFull(folder: string): LocalError {
  return new LocalError(
    'DISK_FULL',
    `the disk of ${folder} is full`,
    'free some space, or set HAWSER_DATA to a folder on another disk',
  );
}

/** The last line that tells a failure, without its level and time; else the last line at all. */
function lastFailure(lines: string[]): string {
  const level = /^.*?(PANIC|FATAL|ERROR|error): +/;
  const line = lines.findLast(text => level.test(text)) ?? lines.findLast(text => text.trim() !== '');
  return line?.replace(level, '').trim() ?? 'it said nothing';
}
