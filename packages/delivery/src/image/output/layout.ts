import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Image } from '../build.ts';
import { ImageError } from '../error.ts';
import { type Index, mediaTypes } from '../oci.ts';
import { blobPath, blobsOf, indexEntry, layoutFile } from './blobs.ts';

/**
 * Writes images into a folder as an OCI layout, which skopeo, podman and others read: `oci:FOLDER:identity:0.1.0`. Images of
 * other names that the layout has stay in it.
 *
 * @throws ImageError IMAGE_OUTPUT for a folder that holds something else
 */
export async function saveLayout(images: readonly Image[], folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, 'oci-layout')))
    throw new ImageError(
      'IMAGE_OUTPUT',
      `${folder} holds other files than an OCI layout`,
      'name a new or empty folder',
    );
  for (const { descriptor, read } of blobsOf(images)) {
    const file = join(folder, blobPath(descriptor.digest));
    if (existsSync(file) && statSync(file).size === descriptor.size) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await read());
  }
  writeFileSync(join(folder, 'oci-layout'), layoutFile);
  const entries = images.map(indexEntry);
  const names = new Set(entries.map(nameOf));
  const others = readIndex(folder).filter(entry => !names.has(nameOf(entry)));
  const index: Index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [...others, ...entries] };
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
}

function readIndex(folder: string): Index['manifests'] {
  const file = join(folder, 'index.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Index).manifests : [];
}

const nameOf = ({ annotations, digest }: Index['manifests'][number]) =>
  annotations?.['org.opencontainers.image.ref.name'] ?? digest;
