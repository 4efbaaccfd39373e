import { LocalError } from '../error.ts';

/** Turns the last words of `postgres` or `initdb` into an error with a cause and a way out. */
export function explain(program: string, lines: string[], ended: number | string, data: string): LocalError {
  const text = lines.join('\n');
  const library =
    /loading shared libraries: ([^:]+)|Library not loaded: (\S+)|version [`'](GLIBC\S+)' not found/.exec(
      text,
    );
  if (library !== null) {
    return new LocalError(
      'POSTGRES_LIBRARY_MISSING',
      `${program} can't load ${library[1] ?? library[2] ?? library[3]}`,
      "install that library with the system's package manager (ldd on the program lists all)",
    );
  }
  if (/No space left on device|Disk quota exceeded/.test(text)) {
    return new LocalError(
      'DISK_FULL',
      `the disk of ${data} is full`,
      'free some space, or set HAWSER_DATA to a folder on another disk',
    );
  }
  if (/Address already in use/.test(text)) {
    return new LocalError(
      'PORT_IN_USE',
      "PostgreSQL's port is in use",
      'stop the program that holds it, or choose another port',
    );
  }
  if (/(incompatible with server|initialized by PostgreSQL version)/.test(text)) {
    return versionMismatch(data, /PostgreSQL version (\d+)/.exec(text)?.[1] ?? 'another', 'this version');
  }
  if (/lock file "postmaster\.pid" already exists/.test(text)) {
    return new LocalError(
      'DATA_LOCKED',
      `another PostgreSQL uses ${data}`,
      'stop it, or set HAWSER_DATA to another folder',
    );
  }
  if (
    /PANIC|could not locate a valid checkpoint record|invalid data in file|is not a valid data directory|could not read file/.test(
      text,
    )
  ) {
    return new LocalError(
      'POSTGRES_DATA_DAMAGED',
      `the data in ${data} is damaged: ${lastFailure(lines)}`,
      'restore the folder from a backup, or move it away to begin anew',
    );
  }
  if (/Permission denied|Read-only file system|Operation not permitted|wrong ownership/.test(text)) {
    return notWritable(data, lastFailure(lines));
  }
  // 126 and 127 are the shell's answers when it can't run a program: its loader is missing, as on musl systems.
  if (ended === 126 || ended === 127) {
    return new LocalError(
      'POSTGRES_LIBRARY_MISSING',
      `${program} doesn't run on this system: ${lastFailure(lines)}`,
      'use a system with the GNU C library (glibc 2.27 or later)',
    );
  }
  return new LocalError(
    'POSTGRES_FAILED',
    `${program} ended (${ended}): ${lastFailure(lines)}`,
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

/** The folder can't be written by the user that runs us. */
export function notWritable(folder: string, detail: string): LocalError {
  return new LocalError(
    'DATA_NOT_WRITABLE',
    `the data folder ${folder} can't be written: ${detail}`,
    'give it to the user who starts Hawser (chown), or set HAWSER_DATA to a folder that can be written',
  );
}

/** The last line that tells a failure, without its level and time; else the last line at all. */
function lastFailure(lines: string[]): string {
  const level = /^.*?(PANIC|FATAL|ERROR|error): +/;
  const line = lines.findLast(text => level.test(text)) ?? lines.findLast(text => text.trim() !== '');
  return line?.replace(level, '').trim() ?? 'it said nothing';
}
