import { ImageError } from '../error.ts';
import { type Descriptor, type ImageConfig, type Index, type Manifest, mediaTypes } from '../oci.ts';
import type { Platform } from '../platform.ts';
import { pullBlob } from './blobs.ts';
import type { Registry } from './client.ts';
import { type Pulled, pullManifest } from './manifests.ts';
import { formatReference, type Reference } from './reference.ts';

/** The image that ours stand on. */
export interface Base {
  reference: Reference;
  /** Of its manifest for the platform. */
  digest: string;
  registry: Registry;
  layers: readonly Descriptor[];
  config: ImageConfig;
}

/**
 * Finds a base image for a platform. Its layers stay where they are: they are read only when a target lacks them.
 *
 * @throws ImageError IMAGE_NOT_FOUND, IMAGE_PLATFORM and those of {@link Registry.request}
 */
export async function pullBase(registry: Registry, reference: Reference, platform: Platform): Promise<Base> {
  const name = formatReference(reference);
  const found = await pullManifest(registry, reference.path, reference.version);
  if (!found)
    throw new ImageError(
      'IMAGE_NOT_FOUND',
      `there is no image ${name}`,
      'name the base image with --base HOST/PATH:TAG',
    );
  const { digest, body } =
    'manifests' in found.body ? await choose(registry, reference, found.body, platform) : found;
  const manifest = body as Manifest;
  const config = JSON.parse(
    (await pullBlob(registry, reference.path, manifest.config)).toString('utf8'),
  ) as ImageConfig;
  if (config.os !== platform.os || config.architecture !== platform.architecture)
    throw noPlatform(name, platform, `it is for ${config.os}/${config.architecture}`);
  return { reference, digest, registry, layers: manifest.layers.map(asOci), config };
}

async function choose(
  registry: Registry,
  reference: Reference,
  index: Index,
  platform: Platform,
): Promise<Pulled> {
  const fits = ({ platform: own }: Descriptor) =>
    own?.os === platform.os && own.architecture === platform.architecture;
  const chosen = index.manifests.find(fits);
  if (!chosen) {
    const known = index.manifests.flatMap(({ platform: own }) =>
      own ? [`${own.os}/${own.architecture}`] : [],
    );
    throw noPlatform(formatReference(reference), platform, `it is for ${[...new Set(known)].join(', ')}`);
  }
  return (await pullManifest(registry, reference.path, chosen.digest))!;
}

/** The same bytes under OCI's name for them: a manifest has names of one kind. */
const asOci = ({ mediaType, digest, size }: Descriptor): Descriptor => ({
  mediaType: mediaType === mediaTypes.dockerLayer ? mediaTypes.layer : mediaType,
  digest,
  size,
});

const noPlatform = (name: string, { os, architecture }: Platform, hint: string) =>
  new ImageError('IMAGE_PLATFORM', `${name} isn’t for ${os}/${architecture}`, hint);
