import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cachedHelm, cacheFolder } from './cache.ts';
import type { Machine } from './download.ts';
import { HelmError } from './error.ts';
import { Helm, type HelmSource } from './helm.ts';
import { withLock } from './lock.ts';
import { helmOnPath, onPath, runnable, versionOf } from './path.ts';
import { acceptable, type HelmMajor, leastMinor, pinnedVersions } from './version.ts';

/** What is being done about Helm, for a display of steps. */
export interface HelmStep {
  step: string;
  state: 'running' | 'done' | 'failed';
  detail?: string | undefined;
}

export interface FindHelmOptions {
  /** Hears when Helm is downloaded or built, which takes a while. Default: nobody. */
  report?: ((event: HelmStep) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Where programs are looked for. Default: `PATH`. */
  path?: string | undefined;
  /** Default: `$XDG_CACHE_HOME/hawser`, or `~/.cache/hawser`. */
  cache?: string | undefined;
  /** Where releases are downloaded from. Default: https://get.helm.sh */
  host?: string | undefined;
  /** Default: this machine. */
  machine?: Machine | undefined;
}

/**
 * Finds a Helm of a major version, or gets the pinned one. In this order: `helm3` (`helm4`) or `helm` on the PATH, the cache
 * folder, the official release with its published SHA-256, `go install` where Go is there. What was got is kept in the
 * cache folder; of several processes that want it at once, one gets it and the others wait.
 *
 * @throws HelmError HELM_NOT_FOUND, which says how to get one; HELM_CHECKSUM_MISMATCH for a download that isn't the
 *   release
 */
export async function findHelm(major: HelmMajor, options: FindHelmOptions = {}): Promise<Helm> {
  const { path = process.env['PATH'] ?? '', cache = cacheFolder(), signal } = options;
  const found = await helmOnPath(major, path, cache);
  if (found) return new Helm({ major, ...found, source: 'path' });
  const file = cachedHelm(cache, major);
  const kept = await fromCache(file, major, cache);
  if (kept) return kept;
  return withLock(
    `${dirname(file)}.lock`,
    async () => {
      // Another process may have got it while this one waited.
      const other = await fromCache(file, major, cache);
      if (other) return other;
      const source = await get(file, major, path, options);
      const version = (await versionOf(file, cache)) ?? '';
      if (acceptable(version, major)) return new Helm({ major, version, path: file, source });
      await rm(file, { force: true });
      throw notFound(major, [`what was got doesn't run here or isn't Helm ${major}`]);
    },
    signal,
  );
}

async function fromCache(file: string, major: HelmMajor, cache: string): Promise<Helm | undefined> {
  const version = runnable(file) ? await versionOf(file, cache) : undefined;
  if (version === undefined || !acceptable(version, major)) return undefined;
  return new Helm({ major, version, path: file, source: 'cache' });
}

/** Downloads or builds the pinned Helm into a file. */
async function get(
  file: string,
  major: HelmMajor,
  path: string,
  options: FindHelmOptions,
): Promise<HelmSource> {
  // Where a Helm is there, which is nearly always, neither is needed.
  const [{ downloadHelm, releaseHost }, { buildHelm }] = await Promise.all([
    import('./download.ts'),
    import('./build.ts'),
  ]);
  const { host = releaseHost, machine = process, report = () => {}, signal } = options;
  const step = `Helm ${pinnedVersions[major]}`;
  const reasons: string[] = [];
  const attempt = async (detail: string, work: () => Promise<Buffer>): Promise<boolean> => {
    report({ step, state: 'running', detail });
    try {
      await place(file, await work());
      report({ step, state: 'done', detail: file });
      return true;
    } catch (error) {
      if (signal?.aborted || (error as HelmError).code === 'HELM_CHECKSUM_MISMATCH') {
        report({ step, state: 'failed', detail: (error as Error).message });
        throw error;
      }
      reasons.push((error as Error).message);
      return false;
    }
  };
  if (await attempt(`downloading from ${host}`, () => downloadHelm(major, host, machine, signal)))
    return 'download';
  const [go] = onPath('go', path);
  if (!go) reasons.push('there is no go on the PATH to build it');
  else if (await attempt('building with go', () => buildHelm(major, go, signal))) return 'build';
  report({ step, state: 'failed', detail: reasons.join('; ') });
  throw notFound(major, reasons);
}

/** Writes a program beside its place first, so that nobody runs half of it. */
async function place(file: string, program: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, program, { mode: 0o755 });
  await rename(draft, file);
}

const notFound = (major: HelmMajor, reasons: readonly string[]) =>
  new HelmError(
    'HELM_NOT_FOUND',
    `there is no Helm ${major} (${major}.${leastMinor[major]} or later) here, and it can't be had: ${reasons.join('; ')}`,
    `install it from https://helm.sh/docs/intro/install and put it on the PATH as helm or helm${major}, or install Go`,
  );
