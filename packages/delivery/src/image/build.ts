import { appFolder } from './content/app-folder.ts';
import type { ImageContent } from './contents.ts';
import type { Cache } from './layer/cache.ts';
import { type Layer, layerOf } from './layer/layer.ts';
import { type Descriptor, type ImageConfig, type Manifest, mediaTypes } from './oci.ts';
import type { Base } from './registry/base.ts';
import { describe } from './registry/manifests.ts';
import { formatReference } from './registry/reference.ts';
import type { Description } from './sources.ts';

/** A built image: its layers on a base, its configuration and its manifest. */
export interface Image {
  name: string;
  tag: string;
  base: Base;
  layers: readonly Layer[];
  config: ImageConfig;
  manifest: Manifest;
  /** Of the manifest. */
  descriptor: Descriptor;
  /** None for an image of files that no lock file lists. */
  sbom?: string | undefined;
}

/** A user that no system has, by number: Kubernetes can only check numbers for not being root. */
export const imageUser = '65532:65532';

/** Where the project lies. */
export const workingFolder = `/${appFolder}`;

/** What an image adds to its base's environment. The user has no home in the base image, and Node.js asks for one. */
export const runtimeEnv: readonly string[] = ['NODE_ENV=production', 'HOME=/tmp'];

/** Builds the layers of contents, those that several share once. */
export class LayerBuilder {
  readonly #cache: Cache;
  readonly #built = new Map<object, Promise<Layer>>();

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  build({ layers }: ImageContent): Promise<Layer[]> {
    return Promise.all(
      layers.map(content => {
        const building = this.#built.get(content) ?? layerOf(content.title, content.entries(), this.#cache);
        this.#built.set(content, building);
        return building;
      }),
    );
  }
}

/**
 * Puts an image together. The same content on the same base has the same digest, whenever and wherever it is built.
 *
 * @param tag Default: the description's version.
 */
export function assemble(
  content: ImageContent,
  layers: readonly Layer[],
  base: Base,
  tag = content.description.version,
): Image {
  const { source, description, entrypoint } = content;
  const inherited = (base.config.config?.Env ?? []).filter(entry => !/^(?:NODE_ENV|HOME)=/.test(entry));
  const settings = {
    User: imageUser,
    Env: [...inherited, ...runtimeEnv],
    Entrypoint: entrypoint,
    Cmd: description.command,
    WorkingDir: workingFolder,
    ExposedPorts: Object.fromEntries(description.ports.map(port => [`${port}/tcp`, {}])),
    StopSignal: 'SIGTERM',
    Labels: labelsOf(source.name, description, base),
  };
  return imageOf({ name: source.name, tag, base, layers, settings, sbom: content.sbom });
}

/** What an image is made of, whatever it holds. */
interface ImageParts extends Pick<Image, 'name' | 'tag' | 'base' | 'layers' | 'sbom'> {
  /** How it runs. Its labels are the manifest's annotations, too. */
  settings: NonNullable<ImageConfig['config']>;
}

/** Puts layers on a base. */
export function imageOf({ name, tag, base, layers, settings, sbom }: ImageParts): Image {
  const { architecture, os, rootfs, history = [] } = base.config;
  const config: ImageConfig = {
    architecture,
    os,
    config: settings,
    rootfs: { type: 'layers', diff_ids: [...rootfs.diff_ids, ...layers.map(({ diffId }) => diffId)] },
    history: [...history, ...layers.map(({ title }) => ({ created_by: `hawser image build: ${title}` }))],
  };
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: describe(mediaTypes.config, config),
    layers: [...base.layers, ...layers.map(({ descriptor }) => descriptor)],
    annotations: settings.Labels ?? {},
  };
  const descriptor = describe(mediaTypes.manifest, manifest);
  return { name, tag, base, layers, config, manifest, descriptor, sbom };
}

function labelsOf(
  name: string,
  description: Description,
  { reference, digest }: Base,
): Record<string, string> {
  const { version, summary, licenses, revision, repository } = description;
  return {
    'org.opencontainers.image.title': name,
    'org.opencontainers.image.description': summary,
    'org.opencontainers.image.version': version,
    ...(licenses ? { 'org.opencontainers.image.licenses': licenses } : {}),
    ...(revision ? { 'org.opencontainers.image.revision': revision } : {}),
    ...(repository ? { 'org.opencontainers.image.source': repository } : {}),
    'org.opencontainers.image.base.name': formatReference(reference),
    'org.opencontainers.image.base.digest': digest,
  };
}
