import type { Image } from '../build.ts';
import type { Descriptor } from '../oci.ts';
import { pullBlob } from '../registry/blobs.ts';

/** A blob of an image, and how to come by it. */
export interface Blob {
  descriptor: Descriptor;
  read: () => Promise<Buffer>;
}

/** All blobs of images, each once: layers of the base, own layers, configurations and manifests. */
export function blobsOf(images: readonly Image[]): Blob[] {
  const blobs = new Map<string, Blob>();
  const add = (descriptor: Descriptor, read: () => Promise<Buffer>) =>
    blobs.set(descriptor.digest, { descriptor, read });
  for (const { base, layers, config, manifest, descriptor } of images) {
    for (const layer of base.layers) add(layer, () => pullBlob(base.registry, base.reference.path, layer));
    for (const layer of layers) add(layer.descriptor, async () => layer.data);
    add(manifest.config, async () => Buffer.from(JSON.stringify(config)));
    add(descriptor, async () => Buffer.from(JSON.stringify(manifest)));
  }
  return [...blobs.values()];
}

/** Where a blob lies in an OCI layout. */
export const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

/** The file that tells an OCI layout. */
export const layoutFile = JSON.stringify({ imageLayoutVersion: '1.0.0' });

/** What a layout's index says of an image: its manifest, with the name by which tools find it. */
export const indexEntry = ({ name, tag, config, descriptor }: Image): Descriptor => ({
  ...descriptor,
  platform: { os: config.os, architecture: config.architecture },
  annotations: {
    'org.opencontainers.image.ref.name': `${name}:${tag}`,
    'io.containerd.image.name': `${name}:${tag}`,
  },
});
