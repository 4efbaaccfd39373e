/** Media types of what images consist of. */
export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  empty: 'application/vnd.oci.empty.v1+json',
  dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  /** SPDX documents. */
  sbom: 'application/spdx+json',
} as const;

/** What a blob or manifest is, and how it is found. */
export interface Descriptor {
  mediaType: string;
  /** `sha256:…` */
  digest: string;
  /** In bytes. */
  size: number;
  artifactType?: string;
  platform?: { architecture: string; os: string; variant?: string };
  annotations?: Readonly<Record<string, string>>;
}

/** An image's or an artifact's manifest. */
export interface Manifest {
  schemaVersion: 2;
  mediaType: string;
  artifactType?: string;
  config: Descriptor;
  layers: readonly Descriptor[];
  subject?: Descriptor;
  annotations?: Readonly<Record<string, string>>;
}

/** Manifests of one image for several platforms, or of several artifacts. */
export interface Index {
  schemaVersion: 2;
  mediaType: string;
  manifests: readonly Descriptor[];
}

/** How an image runs, and what its layers are. */
export interface ImageConfig {
  architecture: string;
  os: string;
  config?: {
    User?: string;
    Env?: readonly string[];
    Entrypoint?: readonly string[];
    Cmd?: readonly string[];
    WorkingDir?: string;
    ExposedPorts?: Readonly<Record<string, object>>;
    Labels?: Readonly<Record<string, string>>;
    StopSignal?: string;
  };
  rootfs: { type: 'layers'; diff_ids: readonly string[] };
  history?: readonly { created_by?: string; comment?: string; empty_layer?: boolean }[];
}
