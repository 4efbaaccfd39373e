import { DeliveryError } from '../error.ts';
import { digestOf } from '../image/layer/layer.ts';
import { type Descriptor, type Manifest, mediaTypes } from '../image/oci.ts';
import { pushBlob } from '../image/registry/blobs.ts';
import { Registry } from '../image/registry/client.ts';
import { pullManifest, pushManifest } from '../image/registry/manifests.ts';
import type { ChartPackage } from '../package/index.ts';
import type { Published } from './entry.ts';
import { versionExists } from './folder.ts';

export interface PublishToRegistry {
  /** `oci://host/path`: each chart gets the repository `path/<name>`. */
  repository: string;
  /** HTTP instead of HTTPS. Default: for this machine's own registries only. */
  plainHttp?: boolean | undefined;
  /** Whether a version that is there with other contents is replaced. Default: it is refused. */
  force?: boolean | undefined;
}

/** Media types of charts, as Helm names them. */
const chartTypes = {
  config: 'application/vnd.cncf.helm.config.v1+json',
  content: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
} as const;

/**
 * Publishes packages to an OCI registry, where Helm finds them under `oci://host/path/<name>`. Unlike `helm push` it writes no time
 * into the manifest, so the same package has the same digest always; blobs that are there aren't sent again.
 *
 * @throws DeliveryError VERSION_EXISTS, REPOSITORY_INVALID; ImageError REGISTRY_… when the registry can't be used
 */
export async function publishToRegistry(
  packages: readonly ChartPackage[],
  { repository, plainHttp, force = false }: PublishToRegistry,
): Promise<Published[]> {
  const { host, path } = parseRepository(repository);
  const registry = new Registry(host, plainHttp === undefined ? {} : { plainHttp });
  const drafts = packages.map(chart => draftOf(chart, path));
  // The manifests themselves, as not every registry tells their digests.
  const found = await Promise.all(drafts.map(({ name, tag }) => pullManifest(registry, name, tag)));
  const tags = found.map(manifest => manifest?.digest);
  for (const [index, { chart, digest, name }] of drafts.entries()) {
    const there = tags[index];
    if (there !== undefined && there !== digest && !force)
      throw versionExists(chart, `oci://${host}/${name}`);
  }
  const published: Published[] = [];
  for (const [index, { chart, name, tag, digest, manifest, blobs }] of drafts.entries()) {
    const there = tags[index];
    if (there !== digest) {
      for (const [descriptor, data] of blobs) await pushBlob(registry, name, descriptor, async () => data);
      await pushManifest(registry, name, tag, manifest);
    }
    const state = there === undefined ? 'published' : there === digest ? 'unchanged' : 'replaced';
    const location = `oci://${host}/${name}:${tag}`;
    published.push({ name: chart.metadata.name, version: chart.metadata.version, state, digest, location });
  }
  return published;
}

/** What is to be in the registry for a package. */
function draftOf(chart: ChartPackage, path: string) {
  const { name, version, description } = chart.metadata;
  const config = Buffer.from(JSON.stringify(chart.chartYaml));
  const configDescriptor = describe(chartTypes.config, config);
  const content = describe(chartTypes.content, chart.data);
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: configDescriptor,
    layers: [content],
    annotations: {
      ...(description === undefined ? {} : { 'org.opencontainers.image.description': description }),
      'org.opencontainers.image.title': name,
      'org.opencontainers.image.version': version,
    },
  };
  const blobs: [Descriptor, Buffer][] = [
    [configDescriptor, config],
    [content, chart.data],
  ];
  // A tag can't have a plus sign; Helm writes an underscore for it and reads it so.
  const tag = version.replace('+', '_');
  const digest = digestOf(JSON.stringify(manifest));
  return { chart, name: path === '' ? name : `${path}/${name}`, tag, digest, manifest, blobs };
}

const describe = (mediaType: string, data: Buffer): Descriptor => ({
  mediaType,
  digest: digestOf(data),
  size: data.length,
});

const hostForm = /^(?:[a-zA-Z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const pathForm = /^[a-z0-9]+(?:(?:\.|_|__|-+|\/)[a-z0-9]+)*$/;

/** Reads `oci://host/path`; the path may be missing. */
function parseRepository(text: string): { host: string; path: string } {
  const [, host = '', path = ''] = /^oci:\/\/([^/]*)(?:\/(.*?))?\/?$/.exec(text) ?? [];
  if (hostForm.test(host) && (path === '' || (pathForm.test(path) && path.length <= 150)))
    return { host, path };
  throw new DeliveryError(
    'REPOSITORY_INVALID',
    `"${text.slice(0, 200)}" has to be oci://HOST/PATH, the path in lower case`,
    'such as oci://registry.example.com/charts; a chart’s own name comes after the path by itself',
  );
}
