import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveryError } from '../error.ts';
import type { ChartPackage } from '../package/index.ts';
import { entryOf, type IndexEntry, type Published, type RepositoryIndex } from './entry.ts';
import { formatIndex, parseIndex } from './index-file.ts';

export interface PublishToFolder {
  /** Made when it isn't there. */
  folder: string;
  /** Where the folder will be served. Default: the index names the packages relative to itself. */
  url?: string | undefined;
  /** Whether a version that is there with other bytes is replaced. Default: it is refused. */
  force?: boolean | undefined;
  /** The time of new versions. Default: now. */
  now?: Date;
}

/**
 * Publishes packages to a folder that any web server can serve as a chart repository: writes them there and merges the
 * folder's `index.yaml`. What is there stays as it is, its times too; when nothing is new, no file changes. Either all
 * packages are published or, when one of them is refused, none.
 *
 * @throws DeliveryError VERSION_EXISTS, REPOSITORY_INVALID
 */
export function publishToFolder(packages: readonly ChartPackage[], options: PublishToFolder): Published[] {
  const { folder, url, force = false, now = new Date() } = options;
  const base = url === undefined ? '' : baseUrl(url);
  const file = join(folder, 'index.yaml');
  const before = readIfThere(file)?.toString('utf8');
  const index = before === undefined ? emptyIndex() : parseIndex(before, file);
  const published = packages.map(chart => {
    const state = add(index, chart, folder, entryOf(chart, `${base}${chart.file}`, now), force);
    const { name, version } = chart.metadata;
    return { name, version, state, digest: `sha256:${chart.digest}`, location: join(folder, chart.file) };
  });
  mkdirSync(folder, { recursive: true });
  for (const { file: name, data } of packages)
    if (!readIfThere(join(folder, name))?.equals(data)) place(join(folder, name), data);
  if (before === undefined || published.some(({ state }) => state !== 'unchanged'))
    place(file, Buffer.from(formatIndex(index)));
  return published;
}

const emptyIndex = (): RepositoryIndex => ({ apiVersion: 'v1', entries: {} });

/** Adds an entry to an index. @returns what became of it */
function add(
  index: RepositoryIndex,
  chart: ChartPackage,
  folder: string,
  entry: IndexEntry,
  force: boolean,
): Published['state'] {
  const versions = Object.hasOwn(index.entries, entry.name) ? index.entries[entry.name]! : [];
  const known = versions.find(({ version }) => version === entry.version);
  const there = known?.digest ?? digestOf(join(folder, chart.file));
  if (there === chart.digest && known) return 'unchanged';
  if (there !== undefined && there !== chart.digest && !force) throw versionExists(chart, folder);
  index.entries[entry.name] = [...versions.filter(one => one !== known), entry];
  return there === undefined || there === chart.digest ? 'published' : 'replaced';
}

/** What a version that is there with other bytes gets. */
export const versionExists = ({ metadata: { name, version } }: ChartPackage, where: string): DeliveryError =>
  new DeliveryError(
    'VERSION_EXISTS',
    `${where} has ${name} ${version} already, with other contents`,
    'those who have installed it count on it: raise the version with hawser version bump, or replace it with --force',
  );

function baseUrl(url: string): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url.endsWith('/') ? url : `${url}/`;
  throw new DeliveryError('REPOSITORY_INVALID', `"${url}" has to be an http or https URL`);
}

function digestOf(file: string): string | undefined {
  const data = readIfThere(file);
  return data && createHash('sha256').update(data).digest('hex');
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file beside its place first, so that a server never gives half of it. */
function place(file: string, data: Uint8Array): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, data);
  renameSync(draft, file);
}
