import { readFile, statfs } from 'node:fs/promises';
import type { Found, Kind } from '../resource.ts';

export const fileSystem: Kind = {
  name: 'FileSystem',
  group: 'Storage',
  isPrimary: false,
  columns: {
    Type: 'data.type',
    Size: 'data.size_bytes',
    Used: 'data.used_percent',
    'Mounted on': 'data.mounted_on',
  },
};

/** File systems of the kernel's own that hold no files of anyone. */
const virtual = new Set(
  'autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs mqueue nsfs proc pstore ramfs rpc_pipefs securityfs sysfs tracefs'.split(
    ' ',
  ),
);

/** The mounted file systems of Linux, each device once, under the first place that it is mounted on. */
export async function* findFileSystems(): AsyncGenerator<Found> {
  const seen = new Set<string>();
  for (const line of (await readFile('/proc/mounts', 'utf8')).split('\n')) {
    const [device, escaped, type, options] = line.split(' ');
    if (!device || !escaped || !type || virtual.has(type)) continue;
    const mountedOn = unescaped(escaped);
    const key = device.startsWith('/') ? device : `${device} ${mountedOn}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const space = await statfs(mountedOn).catch(() => undefined);
    if (!space || space.blocks === 0) continue;
    const size = space.blocks * space.bsize;
    const free = space.bavail * space.bsize;
    yield {
      id: mountedOn,
      name: mountedOn,
      instanceType: type,
      data: {
        device,
        type,
        mounted_on: mountedOn,
        read_only: (options ?? '').split(',').includes('ro'),
        size_bytes: size,
        free_bytes: free,
        used_percent: Math.round(((size - free) / size) * 1000) / 10,
      },
    };
  }
}

/** /proc writes blanks in paths as octal: `\040`. */
const unescaped = (path: string) =>
  path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
