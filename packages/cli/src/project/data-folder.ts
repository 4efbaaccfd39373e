import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ancestors } from './find.ts';

/** The folder in which `hawser up` keeps everything: the option, else `$HAWSER_DATA`, else `.hawser` in the working folder. */
export const dataFolder = (cwd: string, option?: string): string =>
  resolve(cwd, option || process.env.HAWSER_DATA || '.hawser');

/** The data folder of the platform that a command means: as {@link dataFolder}, but `.hawser` may be in a folder above. */
export function nearestDataFolder(cwd: string): string | undefined {
  if (process.env.HAWSER_DATA) return resolve(cwd, process.env.HAWSER_DATA);
  return ancestors(cwd)
    .map(folder => join(folder, '.hawser'))
    .find(existsSync);
}
