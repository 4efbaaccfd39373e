import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { errno } from './error.ts';

/** Whether a process exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errno(error) === 'EPERM';
  }
}

/**
 * When a process started, in the system's own notation: with its id it names one process, while ids alone are given
 * again. Undefined when there is no such process.
 */
export function startTime(pid: number): string | undefined {
  if (process.platform !== 'linux') return ask(pid, 'lstart');
  try {
    // The command's name, in parentheses, may hold spaces; the start is field 22 of all, 20th after the name.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    // A process that ended but wasn't waited for holds nothing any more.
    return fields[0] === 'Z' ? undefined : `${bootId()}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** The program and arguments of a process, joined by spaces; undefined when there is no such process. */
export function commandLine(pid: number): string | undefined {
  if (process.platform !== 'linux') return ask(pid, 'command');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return undefined;
  }
}

/** Resolves to true when a process has ended, to false when it still runs after so many milliseconds. */
export async function hasEnded(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (startTime(pid) !== undefined) {
    if (Date.now() > deadline) return false;
    await new Promise(resume => setTimeout(resume, 20));
  }
  return true;
}

/** Start times count from the machine's boot, so that they need its id to be told apart over a reboot. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'boot';
  }
}

function ask(pid: number, column: 'lstart' | 'command'): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() || undefined;
}
