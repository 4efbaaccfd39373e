import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that listens on a port. */
export interface PortHolder {
  pid: number;
  /** The program's name. */
  name: string;
}

/** Finds the process that listens on a TCP port of this machine; undefined when it can't be known. */
export function findHolder(port: number): PortHolder | undefined {
  return process.platform === 'linux' ? findByProc(port) : findByLsof(port);
}

function findByProc(port: number): PortHolder | undefined {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap(table => listeningInodes(table, port)));
  if (inodes.size === 0) return undefined;
  const sockets = new Set([...inodes].map(inode => `socket:[${inode}]`));
  for (const pid of list('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const holds = list(`/proc/${pid}/fd`).some(fd => sockets.has(readLink(`/proc/${pid}/fd/${fd}`)));
    if (holds) return { pid: Number(pid), name: read(`/proc/${pid}/comm`).trim() };
  }
  return undefined;
}

/** The inodes of the sockets that listen on a port, from one of the kernel's tables. */
function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return read(table)
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(([, address, , state]) => address?.endsWith(suffix) && state === '0A')
    .map(fields => fields[9]!);
}

function findByLsof(port: number): PortHolder | undefined {
  const { stdout } = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    encoding: 'utf8',
  });
  const fields = /^p(\d+)\nc(.*)$/m.exec(stdout ?? '');
  return fields === null ? undefined : { pid: Number(fields[1]), name: fields[2]! };
}

// Processes end while they are looked at, and those of other users can't be: both count as nothing there.

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
