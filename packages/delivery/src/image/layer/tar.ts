import { pack } from 'tar-stream';
import type { Entry } from './entry.ts';

/** The time of every file: reproducible archives have one. */
const epoch = new Date(0);

/**
 * An archive that the same entries always give the same bytes of: sorted by path, owned by root, with the time 0 and the
 * modes 755 and 644. Folders under `app` are entries, others are the base image's.
 */
export async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  const chunks: Buffer[] = [];
  const read = (async () => {
    for await (const chunk of archive) chunks.push(chunk as Buffer);
  })();
  const common = { mtime: epoch, uid: 0, gid: 0, uname: '', gname: '' };
  const folders = new Set<string>();
  for (const entry of [...entries].sort(byPath)) {
    for (const folder of foldersAbove(entry.path)) {
      if (folders.has(folder)) continue;
      folders.add(folder);
      archive.entry({ ...common, name: `${folder}/`, type: 'directory', mode: 0o755 });
    }
    if ('target' in entry)
      archive.entry({ ...common, name: entry.path, type: 'symlink', linkname: entry.target, mode: 0o777 });
    else archive.entry({ ...common, name: entry.path, mode: entry.executable ? 0o755 : 0o644 }, entry.data);
  }
  archive.finalize();
  await read;
  return Buffer.concat(chunks);
}

const byPath = (a: Entry, b: Entry) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** `app`, `app/packages` … of `app/packages/x.js`; none outside `app`. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts[0] === 'app' ? parts.map((_, index) => parts.slice(0, index + 1).join('/')) : [];
}
