import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
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
  const name = `${diffId.replace(':', '-')}.tar.gz`;
  let data = cache.read(name);
  if (!data) {
    data = await compress(tar);
    cache.write(name, data);
  }
  const descriptor = { mediaType: mediaTypes.layer, digest: digestOf(data), size: data.length };
  return { title, descriptor, diffId, data };
}

/** gzip without time or system in its header. */
async function compress(data: Buffer): Promise<Buffer> {
  const packed = await promisify(gzip)(data, { level: 6 });
  packed.fill(0, 4, 8);
  packed[9] = 255;
  return packed;
}
