import type { ChartPackage } from '../package/index.ts';

/** One version of a chart in an `index.yaml`: what its `Chart.yaml` says, and where it is. */
export interface IndexEntry {
  [key: string]: unknown;
  name: string;
  version: string;
  /** When it was published: RFC 3339. */
  created?: string;
  /** SHA-256 of the package, hexadecimal. */
  digest?: string;
  urls: readonly string[];
}

/** An `index.yaml`. */
export interface RepositoryIndex {
  apiVersion: 'v1';
  entries: Record<string, IndexEntry[]>;
  /** RFC 3339. */
  generated?: string;
}

/** What became of a package: it is new, took the place of other bytes (by force), or was there as it is. */
export type PublishState = 'published' | 'replaced' | 'unchanged';

/** A package after it was published. */
export interface Published {
  name: string;
  version: string;
  state: PublishState;
  /** SHA-256: of the package in a folder, of its manifest in a registry; with `sha256:` before it. */
  digest: string;
  /** Where it is: a file, or `oci://host/path:tag`. */
  location: string;
}

/** The entry of a package. @param url its file name, or a whole URL */
export const entryOf = (chart: ChartPackage, url: string, created: Date): IndexEntry => ({
  ...(chart.chartYaml as { name: string; version: string }),
  created: created.toISOString(),
  digest: chart.digest,
  urls: [url],
});
