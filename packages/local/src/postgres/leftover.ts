import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errno, LocalError } from '../error.ts';
import { commandLine, hasEnded } from '../process.ts';

/**
 * Ends the server that an earlier run left on a data folder, if it still runs, and removes the server's own lock when it
 * is stale. To be called by who holds the folder's lock only.
 *
 * It is the folder's server, and not a process that happens to have its id, when its command names the folder.
 */
export async function stopLeftover(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid');
  const pid = readPid(lock);
  if (pid === undefined) return;
  if (!commandLine(pid)?.includes(` -D ${data} `)) {
    // PostgreSQL itself would take any live process with this id for its server.
    rmSync(lock, { force: true });
    return;
  }
  // SIGINT: break connections off and write a checkpoint. SIGQUIT: just end. SIGKILL: for one that hangs.
  for (const [signal, milliseconds] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errno(error) === 'ESRCH') return;
      throw new LocalError(
        'DATA_LOCKED',
        `PostgreSQL of an earlier run (process ${pid}) uses ${data} and can't be stopped: ${errno(error)}`,
        `stop it as its owner or as root (kill -INT ${pid})`,
        { cause: error },
      );
    }
    if (await hasEnded(pid, milliseconds)) return;
  }
}

function readPid(lock: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}
