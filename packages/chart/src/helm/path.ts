import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { programName } from './cache.ts';
import { runProcess } from './process.ts';
import { rememberedVersion, rememberVersion } from './remember.ts';
import { acceptable, type HelmMajor } from './version.ts';

/** A program that may be asked for its version: no more than this many milliseconds. */
const versionTimeout = 10_000;

/** All files of a name that this user can run, in the order of a PATH. Relative folders in it are passed over. */
export function onPath(name: string, path: string): string[] {
  return path
    .split(delimiter)
    .filter(folder => folder.startsWith('/') || /^[A-Za-z]:[\\/]/.test(folder))
    .map(folder => join(folder, programName(name)))
    .filter(runnable);
}

export function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What a Helm says that it is, such as `v3.22.0`, or said when it was asked last; undefined when it isn't one. */
export async function versionOf(file: string, cache: string): Promise<string | undefined> {
  const remembered = rememberedVersion(cache, file);
  if (remembered !== undefined) return remembered;
  const version = await askVersion(file);
  if (version !== undefined) rememberVersion(cache, file, version);
  return version;
}

async function askVersion(file: string): Promise<string | undefined> {
  try {
    const { stdout, exitCode } = await runProcess(file, ['version', '--template', '{{.Version}}'], {
      signal: AbortSignal.timeout(versionTimeout),
    });
    return exitCode === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** The first Helm on a PATH that is new enough, called `helm3` (`helm4`) or `helm`. */
export async function helmOnPath(
  major: HelmMajor,
  path: string,
  cache: string,
): Promise<{ path: string; version: string } | undefined> {
  for (const file of [...onPath(`helm${major}`, path), ...onPath('helm', path)]) {
    const version = await versionOf(file, cache);
    if (version !== undefined && acceptable(version, major)) return { path: file, version };
  }
  return undefined;
}
