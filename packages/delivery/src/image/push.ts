import type { Image } from './build.ts';
import type { Cache } from './layer/cache.ts';
import type { Descriptor } from './oci.ts';
import { mediaTypes } from './oci.ts';
import { attach } from './referrer.ts';
import { type BlobState, pullBlob, pushBlob } from './registry/blobs.ts';
import type { Registry } from './registry/client.ts';
import { digestOfTag, pushManifest } from './registry/manifests.ts';

/** What became of a part of an image in a push. */
export interface Pushed {
  /** `base 1/2`, a layer's title, `configuration`, `SBOM`, `manifest`. */
  part: string;
  state: BlobState;
  digest: string;
  /** In bytes, as a registry stores it. */
  size: number;
}

/**
 * Pushes an image under its tag, with its SBOM, where it has one, as a referrer. Only what the repository lacks is sent; what another repository of the
 * registry has is linked. An image that is there already costs one request for its tag and one for its SBOM.
 */
export async function pushImage(
  image: Image,
  registry: Registry,
  repository: string,
  cache: Cache,
  report: (part: Pushed) => void,
): Promise<void> {
  const done = (part: string, state: BlobState, { digest, size }: Descriptor) =>
    report({ part, state, digest, size });
  if ((await digestOfTag(registry, repository, image.tag)) === image.descriptor.digest) {
    for (const { part, descriptor } of partsOf(image)) done(part, 'exists', descriptor);
    done('manifest', 'exists', image.descriptor);
  } else {
    await Promise.all(
      partsOf(image).map(async ({ part, descriptor, data, source }) => {
        const memo = `${registry.host}-${descriptor.digest}`.replace(/[^\w.-]/g, '-');
        const known = [
          ...(source?.host === registry.host ? [source.path] : []),
          cache.read(memo)?.toString('utf8'),
        ];
        const sources = known.filter(path => path !== undefined);
        done(part, await pushBlob(registry, repository, descriptor, data, sources), descriptor);
        cache.write(memo, repository);
      }),
    );
    await pushManifest(registry, repository, image.tag, image.manifest);
    done('manifest', 'uploaded', image.descriptor);
  }
  if (image.sbom === undefined) return;
  const sbom = Buffer.from(image.sbom);
  const { state, descriptor } = await attach(registry, repository, image.descriptor, mediaTypes.sbom, sbom);
  done('SBOM', state, descriptor);
}

interface Part {
  part: string;
  descriptor: Descriptor;
  data: () => Promise<Buffer>;
  /** A repository that has it. */
  source?: { host: string; path: string };
}

function partsOf({ base, layers, config, manifest }: Image): Part[] {
  const { registry, reference } = base;
  return [
    ...base.layers.map((descriptor, index) => ({
      part: `base ${index + 1}/${base.layers.length}`,
      descriptor,
      data: () => pullBlob(registry, reference.path, descriptor),
      source: reference,
    })),
    ...layers.map(({ title, descriptor, data }) => ({ part: title, descriptor, data: async () => data })),
    {
      part: 'configuration',
      descriptor: manifest.config,
      data: async () => Buffer.from(JSON.stringify(config)),
    },
  ];
}
