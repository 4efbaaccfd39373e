import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errno, LocalError } from './error.ts';
import { explainSystem } from './postgres/failure.ts';
import { startTime } from './process.ts';

/** Who holds a lock. */
interface Holder {
  pid: number;
  /** Tells the process from a later one with the same id. */
  started: string;
}

/**
 * Takes a lock on a data folder for this process, as a file. A lock whose holder has ended, by SIGKILL for example, is
 * taken over. Call the returned function to give it back.
 *
 * @throws LocalError DATA_LOCKED with the holder's process id while that runs, DATA_NOT_WRITABLE when the file can't be
 *   made
 */
export function acquireLock(path: string): () => void {
  const own = JSON.stringify({ pid: process.pid, started: startTime(process.pid) ?? '' } satisfies Holder);
  const draft = `${path}.${process.pid}`;
  try {
    // Linking makes the lock and its text appear at once, so that nobody reads half of it.
    writeFileSync(draft, own, { mode: 0o644 });
    while (!link(draft, path)) removeStale(path);
  } catch (error) {
    throw explainSystem(error, dirname(path));
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (read(path) === own) rmSync(path, { force: true });
  };
}

/** Removes a lock whose holder has ended; throws when it runs. */
function removeStale(path: string): void {
  const text = read(path);
  if (text === undefined) return;
  const holder = parse(text);
  if (holder !== undefined && startTime(holder.pid) === holder.started) {
    throw new LocalError(
      'DATA_LOCKED',
      `another Hawser (process ${holder.pid}) uses this data folder (lock ${path})`,
      `stop it (kill ${holder.pid}), or set HAWSER_DATA to another folder`,
    );
  }
  // Moved first and looked at then: another process may have replaced the stale lock by its own a moment ago.
  const moved = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, moved);
  } catch (error) {
    if (errno(error) === 'ENOENT') return;
    throw error;
  }
  if (read(moved) !== text) link(moved, path);
  rmSync(moved, { force: true });
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, started } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}
