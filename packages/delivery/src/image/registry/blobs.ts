import { ImageError } from '../error.ts';
import { digestOf } from '../layer/layer.ts';
import type { Descriptor } from '../oci.ts';
import type { Registry } from './client.ts';

/** What became of a blob: it was there, was linked from another repository of the registry, or was sent. */
export type BlobState = 'exists' | 'mounted' | 'uploaded';

/** A blob's bytes, checked against its digest. @throws ImageError REGISTRY_REFUSED when they aren't what was asked for */
export async function pullBlob(
  registry: Registry,
  repository: string,
  { digest }: Descriptor,
): Promise<Buffer> {
  const response = await registry.request(repository, `blobs/${digest}`);
  const data = Buffer.from(await response.arrayBuffer());
  if (digestOf(data) === digest) return data;
  throw new ImageError(
    'REGISTRY_REFUSED',
    `${registry.host} gave other bytes than those of ${digest}`,
    'the registry’s storage is damaged, or a proxy changes what it sends',
  );
}

/**
 * Sees to it that a repository has a blob, as cheaply as can be: it is asked for, then linked from another repository that has
 * it, and only then sent.
 *
 * @param sources repositories of the same registry that may have it; the first is tried, as each costs a request
 */
export async function pushBlob(
  registry: Registry,
  repository: string,
  { digest }: Descriptor,
  data: () => Promise<Buffer>,
  sources: readonly string[] = [],
): Promise<BlobState> {
  const known = await registry.request(repository, `blobs/${digest}`, { method: 'HEAD', allow: [404] });
  if (known.status !== 404) return 'exists';
  const [from] = sources.filter(source => source !== repository);
  const mount = from ? `?${new URLSearchParams({ mount: digest, from })}` : '';
  const started = await registry.request(repository, `blobs/uploads/${mount}`, { method: 'POST' });
  await started.body?.cancel();
  if (started.status === 201) return 'mounted';
  const location = started.headers.get('location');
  if (!location)
    throw new ImageError(
      'REGISTRY_REFUSED',
      `${registry.host} gave no place for an upload`,
      'it isn’t an OCI registry',
    );
  const target = new URL(location, started.url);
  target.searchParams.set('digest', digest);
  const body = await data();
  const headers = { 'content-type': 'application/octet-stream' };
  const done = await registry.request(repository, target.href, { method: 'PUT', headers, body });
  await done.body?.cancel();
  return 'uploaded';
}
