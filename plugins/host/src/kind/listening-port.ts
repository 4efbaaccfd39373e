import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Found, Kind } from '../resource.ts';

export const listeningPort: Kind = {
  name: 'ListeningPort',
  group: 'Network',
  isPrimary: false,
  columns: {
    Protocol: 'data.protocol',
    Address: 'data.address',
    Port: 'data.port',
    Process: 'data.process.name',
  },
};

/** A socket's state in /proc/net/tcp: LISTEN. UDP sockets that wait for anyone have the state of a closed one. */
const waiting: Readonly<Record<string, string>> = { tcp: '0A', tcp6: '0A', udp: '07', udp6: '07' };

interface Owner {
  pid: number;
  name: string;
}

/** The sockets of Linux that wait for connections, from /proc/net. Others' processes are named for root alone. */
export async function* findListeningPorts(): AsyncGenerator<Found> {
  const owners = await socketOwners();
  for (const protocol of Object.keys(waiting)) {
    const table = await readFile(`/proc/net/${protocol}`, 'utf8').catch(() => '');
    for (const line of table.split('\n').slice(1)) {
      const fields = line.trim().split(/\s+/);
      if (fields.length < 10 || fields[3] !== waiting[protocol]) continue;
      const { address, port } = parseAddress(fields[1]!);
      const owner = owners.get(fields[9]!);
      yield {
        id: `${protocol}/${address}/${port}`,
        name: `${protocol.replace('6', '')} ${address}:${port}`,
        ipAddresses: [address],
        data: { protocol, address, port, ...(owner ? { process: { ...owner } } : {}) },
      };
    }
  }
}

/** `0100007F:1F90` is 127.0.0.1:8080: words of the machine's byte order, in hexadecimal. */
export function parseAddress(text: string): { address: string; port: number } {
  const [hex, port] = text.split(':') as [string, string];
  const words = hex.match(/.{8}/g)!.map(word => word.match(/../g)!.reverse());
  const bytes = words.flat().map(byte => Number.parseInt(byte, 16));
  return { address: bytes.length === 4 ? bytes.join('.') : ipv6(bytes), port: Number.parseInt(port, 16) };
}

function ipv6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** The process that holds each socket, by the socket's inode. */
async function socketOwners(): Promise<Map<string, Owner>> {
  const owners = new Map<string, Owner>();
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(files.map(file => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
    const inodes = links.flatMap(link => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
    if (inodes.length === 0) continue;
    const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
    for (const inode of inodes) owners.set(inode, { pid: Number(pid), name });
  }
  return owners;
}
