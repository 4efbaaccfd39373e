import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

/** Whether processes can be bound to cores here: Linux with taskset, and two cores. */
const pinned = process.platform === 'linux' && availableParallelism() > 1;

/** Starts a script under this Node.js on one core, with an IPC channel. */
export function start(script: string, core: number, args: readonly string[] = []): ChildProcess {
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', script, ...args];
  const full = pinned ? ['taskset', '-c', String(core), ...command] : command;
  return spawn(full[0]!, full.slice(1), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** The next message of a child. @throws Error when it ends instead. */
export async function message<T>(child: ChildProcess): Promise<T> {
  const answered = new AbortController();
  const { signal } = answered;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`${child.spawnargs.at(-1)} ended with ${String(code)} instead of answering`);
  });
  ended.catch(() => {});
  try {
    const [value] = await Promise.race([once(child, 'message', { signal }), ended]);
    return value as T;
  } finally {
    answered.abort();
  }
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.send('stop');
  await exited;
}
