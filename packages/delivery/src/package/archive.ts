import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { gzipSync } from 'fflate';
import { extract, pack } from 'tar-stream';
import { DeliveryError } from '../error.ts';
import { maxChartBytes } from './folder.ts';

/**
 * Packs files as a `.tgz` whose bytes depend on their paths and contents alone: sorted, owned by root, mode 644, at the time
 * 0. It is compressed by a library in JavaScript, since zlib's output differs between its builds, and with them between
 * versions of Node.js and processors.
 */
export async function packArchive(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const archive = pack();
  const common = { mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' };
  for (const name of [...files.keys()].sort())
    archive.entry({ ...common, name }, Buffer.from(files.get(name)!));
  archive.finalize();
  const packed = gzipSync(await buffer(archive), { level: 9, mtime: 0 });
  return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
}

/**
 * The plain files of a `.tgz`, by name; those that `wanted` names alone.
 *
 * @param where the archive's name in messages
 * @throws DeliveryError PACKAGE_DAMAGED, CHART_TOO_LARGE
 */
export async function readArchive(
  data: Uint8Array,
  where: string,
  wanted: (name: string) => boolean = () => true,
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const entries = extract();
  const unpacked = Readable.from([data]).pipe(createGunzip());
  let room = maxChartBytes;
  unpacked.on('data', (chunk: Buffer) => {
    room -= chunk.length;
    if (room < 0)
      unpacked.destroy(
        new DeliveryError('CHART_TOO_LARGE', `${where} unpacks to more than ${maxChartBytes} bytes`),
      );
  });
  unpacked.on('error', error => entries.destroy(error));
  unpacked.pipe(entries);
  try {
    for await (const entry of entries) {
      const { name, type } = entry.header;
      if (type === 'file' && wanted(name)) files.set(name, await buffer(entry));
      else entry.resume();
    }
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    throw new DeliveryError('PACKAGE_DAMAGED', `${where} is no .tgz archive: ${(error as Error).message}`);
  }
  return files;
}
