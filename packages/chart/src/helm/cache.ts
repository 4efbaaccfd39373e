import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HelmMajor } from './version.ts';
import { pinnedVersions } from './version.ts';

/** Hawser's cache folder: `$XDG_CACHE_HOME/hawser`, by default `~/.cache/hawser`. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'hawser');

/** The file name of a program on this system. */
export const programName = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);

/** Where the pinned Helm of a major version is kept: `<cache>/helm/<version>/helm`. */
export const cachedHelm = (cache: string, major: HelmMajor): string =>
  join(cache, 'helm', pinnedVersions[major], programName('helm'));
