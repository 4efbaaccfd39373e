import { readdir, readFile, stat } from 'node:fs/promises';
import type { Found, Kind } from '../resource.ts';
import { userName } from '../users.ts';

export const process: Kind = {
  name: 'Process',
  group: 'Compute',
  isPrimary: true,
  columns: { PID: 'data.pid', User: 'data.user', Command: 'data.command', Memory: 'data.memory_bytes' },
};

/** Command lines are cut to this many characters: some programs pass whole files. */
const maxCommand = 2_000;
/** Of Linux on all its 64-bit architectures with the usual page size, which `getconf PAGESIZE` tells. */
const pageBytes = 4096;
/** Kernel ticks a second, fixed in Linux's interface to programs. */
const ticksPerSecond = 100;

const states: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'waiting for a disk',
  T: 'stopped',
  t: 'traced',
  Z: 'zombie',
  I: 'idle',
};

/** The processes of Linux, from /proc. Arguments that look like secrets are left out. */
export async function* findProcesses(): AsyncGenerator<Found> {
  const bootedAt = await bootTime();
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      yield await describe(pid, bootedAt);
    } catch (error) {
      // It ended while it was looked at.
      if (!['ENOENT', 'ESRCH'].includes((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

async function describe(pid: string, bootedAt: number): Promise<Found> {
  const folder = `/proc/${pid}`;
  const [line, command, owner] = await Promise.all([
    readFile(`${folder}/stat`, 'utf8'),
    readFile(`${folder}/cmdline`, 'utf8'),
    stat(folder),
  ]);
  // The name, in parentheses, may itself hold spaces and parentheses.
  const name = line.slice(line.indexOf('(') + 1, line.lastIndexOf(')'));
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const started = Number(fields[19]) / ticksPerSecond;
  const startedAt = new Date(bootedAt + started * 1000).toISOString();
  return {
    id: `${pid}@${fields[19]}`,
    name,
    launchedAt: startedAt,
    data: {
      pid: Number(pid),
      parent_pid: Number(fields[1]),
      state: states[fields[0]!] ?? fields[0]!,
      user: await userName(owner.uid),
      command: masked(command.replaceAll('\0', ' ').trim()).slice(0, maxCommand) || `[${name}]`,
      threads: Number(fields[17]),
      cpu_seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
      memory_bytes: Number(fields[21]) * pageBytes,
      started_at: startedAt,
    },
  };
}

/** Command lines are no place for secrets, but they are found there. */
export function masked(command: string): string {
  return command
    .replace(/((?:password|passwd|secret|token|api[-_]?key)[^\s=]*[= ])\S+/gi, '$1***')
    .replace(/(\w+:\/\/[^\s:/@]+:)[^\s@]+@/g, '$1***@');
}

async function bootTime(): Promise<number> {
  const found = /^btime (\d+)$/m.exec(await readFile('/proc/stat', 'utf8'));
  return Number(found?.[1] ?? 0) * 1000;
}
