import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';
import type { Image } from '../build.ts';
import { type Index, mediaTypes } from '../oci.ts';
import { blobPath, blobsOf, indexEntry, layoutFile } from './blobs.ts';

/**
 * Writes images as one archive that `docker load` and `podman load` read: an OCI layout with the `manifest.json` of Docker
 * beside it. The same images give the same bytes.
 */
export async function saveArchive(images: readonly Image[], file: string): Promise<void> {
  const archive = pack();
  const draft = `${file}.${process.pid}`;
  try {
    await Promise.all([fill(archive, images), pipeline(Readable.from(archive), createWriteStream(draft))]);
    renameSync(draft, file);
  } catch (error) {
    archive.destroy();
    rmSync(draft, { force: true });
    throw error;
  }
}

async function fill(archive: Pack, images: readonly Image[]): Promise<void> {
  const add = (name: string, data: Buffer | string) =>
    new Promise<void>((resolve, reject) => {
      const header = { name, mtime: new Date(0), mode: 0o644 };
      archive.entry(header, data, error => (error ? reject(error) : resolve()));
    });
  const index: Index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: images.map(indexEntry) };
  await add('oci-layout', layoutFile);
  await add('index.json', JSON.stringify(index));
  await add('manifest.json', JSON.stringify(images.map(dockerEntry)));
  for (const { descriptor, read } of blobsOf(images)) await add(blobPath(descriptor.digest), await read());
  archive.finalize();
}

const dockerEntry = ({ name, tag, manifest }: Image) => ({
  Config: blobPath(manifest.config.digest),
  RepoTags: [`${name}:${tag}`],
  Layers: manifest.layers.map(({ digest }) => blobPath(digest)),
});
