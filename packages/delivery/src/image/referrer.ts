import { digestOf } from './layer/layer.ts';
import { type Descriptor, type Index, type Manifest, mediaTypes } from './oci.ts';
import { type BlobState, pushBlob } from './registry/blobs.ts';
import type { Registry } from './registry/client.ts';
import { describe, digestOfTag, pullManifest, pushManifest } from './registry/manifests.ts';

/**
 * Attaches a document to an image: an artifact whose subject the image is. Registries that know referrers list it; for
 * others the list is kept under the tag that the OCI distribution specification has for it, `sha256-<digest>`.
 */
export async function attach(
  registry: Registry,
  repository: string,
  subject: Descriptor,
  mediaType: string,
  data: Buffer,
): Promise<{ state: BlobState; descriptor: Descriptor }> {
  const document = { mediaType, digest: digestOf(data), size: data.length };
  const empty = { mediaType: mediaTypes.empty, digest: digestOf('{}'), size: 2 };
  const artifact: Manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType: mediaType,
    config: empty,
    layers: [document],
    subject,
  };
  const descriptor = { ...describe(mediaTypes.manifest, artifact), artifactType: mediaType };
  if ((await digestOfTag(registry, repository, descriptor.digest)) !== undefined)
    return { state: 'exists', descriptor: document };
  await pushBlob(registry, repository, empty, async () => Buffer.from('{}'));
  const state = await pushBlob(registry, repository, document, async () => data);
  const headers = await pushManifest(registry, repository, descriptor.digest, artifact);
  if (!headers.has('oci-subject')) await list(registry, repository, subject, descriptor);
  return { state, descriptor: document };
}

async function list(
  registry: Registry,
  repository: string,
  subject: Descriptor,
  descriptor: Descriptor,
): Promise<void> {
  const tag = subject.digest.replace(':', '-');
  const known = (await pullManifest(registry, repository, tag))?.body as Index | undefined;
  const others = (known?.manifests ?? []).filter(({ digest }) => digest !== descriptor.digest);
  const index: Index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [...others, descriptor] };
  await pushManifest(registry, repository, tag, index);
}
