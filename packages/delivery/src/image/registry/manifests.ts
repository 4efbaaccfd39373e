import { ImageError } from '../error.ts';
import { digestOf } from '../layer/layer.ts';
import { type Descriptor, type Index, type Manifest, mediaTypes } from '../oci.ts';
import type { Registry } from './client.ts';

/** A manifest as a registry has it. */
export interface Pulled {
  digest: string;
  mediaType: string;
  body: Manifest | Index;
}

const accept = [
  mediaTypes.index,
  mediaTypes.manifest,
  mediaTypes.dockerIndex,
  mediaTypes.dockerManifest,
].join(', ');

/** A manifest by tag or digest; undefined when there is none. */
export async function pullManifest(
  registry: Registry,
  repository: string,
  version: string,
): Promise<Pulled | undefined> {
  const response = await registry.request(repository, `manifests/${version}`, {
    headers: { accept },
    allow: [404],
  });
  const data = Buffer.from(await response.arrayBuffer());
  if (response.status === 404) return undefined;
  const digest = digestOf(data);
  if (version.startsWith('sha256:') && digest !== version)
    throw new ImageError(
      'REGISTRY_REFUSED',
      `${registry.host} gave another manifest than ${version}`,
      'the registry’s storage is damaged, or a proxy changes what it sends',
    );
  const body = JSON.parse(data.toString('utf8')) as Manifest | Index;
  return { digest, mediaType: body.mediaType ?? response.headers.get('content-type') ?? '', body };
}

/** The digest that a tag has now; undefined when there is none. */
export async function digestOfTag(
  registry: Registry,
  repository: string,
  tag: string,
): Promise<string | undefined> {
  const request = { method: 'HEAD', headers: { accept }, allow: [404] } as const;
  const response = await registry.request(repository, `manifests/${tag}`, request);
  return response.status === 404 ? undefined : (response.headers.get('docker-content-digest') ?? undefined);
}

/** Puts a manifest under a tag, or under its digest. @returns the answer's headers */
export async function pushManifest(
  registry: Registry,
  repository: string,
  version: string,
  manifest: Manifest | Index,
): Promise<Headers> {
  const response = await registry.request(repository, `manifests/${version}`, {
    method: 'PUT',
    headers: { 'content-type': manifest.mediaType },
    body: JSON.stringify(manifest),
  });
  await response.body?.cancel();
  return response.headers;
}

/** What describes a manifest, or another JSON document, in those that name it. */
export function describe(mediaType: string, value: object): Descriptor {
  const data = Buffer.from(JSON.stringify(value));
  return { mediaType, digest: digestOf(data), size: data.length };
}
