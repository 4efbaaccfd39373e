import { createHash } from 'node:crypto';
import { gzipSync } from 'fflate';
import type { Descriptor } from '../oci.ts';
import { mediaTypes } from '../oci.ts';
import type { Cache } from './cache.ts';
import type { Entry } from './entry.ts';
import { tarOf } from './tar.ts';

/** A layer of our own: an archive, compressed. */
export interface Layer {
  /** What it holds: `dependencies`, `framework`, `own dependencies`, `service`. */
  title: string;
  descriptor: Descriptor;
  /** The digest of the archive before it was compressed. */
  diffId: string;
  data: Buffer;
}

/** `sha256:…` of bytes. */
export const digestOf = (data: Buffer | string): string =>
  `sha256:${createHash('sha256').update(data).digest('hex')}`;

/** Builds a layer; what an earlier build has compressed is taken from the cache. */
export async function layerOf(title: string, entries: readonly Entry[], cache: Cache): Promise<Layer> {
  const tar = await tarOf(entries);
  const diffId = digestOf(tar);
  const name = `fflate6-${diffId.replace(':', '-')}.tar.gz`;
  let data = cache.read(name);
  if (!data) {
    // zlib gives other bytes on other processors; this gives the same everywhere. It takes twice as long, once.
    data = Buffer.from(gzipSync(tar, { level: 6, mtime: 0 }));
    cache.write(name, data);
  }
  const descriptor = { mediaType: mediaTypes.layer, digest: digestOf(data), size: data.length };
  return { title, descriptor, diffId, data };
}
