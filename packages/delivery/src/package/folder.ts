import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveryError } from '../error.ts';
import { type Ignore, parseIgnore } from './ignore.ts';

/** Helm reads no larger file in a chart, and no larger chart, in bytes. */
export const maxFileBytes = 5 * 1024 * 1024;
export const maxChartBytes = 100 * 1024 * 1024;

/**
 * The files of a chart's folder by their paths in it (with `/`), without what `.helmignore` leaves out and without
 * `Chart.lock`: it locks what comes from elsewhere, and a package has everything in it.
 *
 * @throws DeliveryError CHART_INVALID for links and the like, CHART_TOO_LARGE
 */
export function readFolder(folder: string): Map<string, Buffer> {
  const ignoreFile = join(folder, '.helmignore');
  const ignore = parseIgnore(readIfThere(ignoreFile), ignoreFile);
  const files = new Map<string, Buffer>();
  let total = 0;
  for (const path of walk(folder, '', ignore)) {
    if (path === 'Chart.lock') continue;
    const file = join(folder, path);
    const { size } = statSync(file);
    total += size;
    if (size > maxFileBytes || total > maxChartBytes) throw tooLarge(file, size > maxFileBytes);
    files.set(path, readFileSync(file));
  }
  return files;
}

function* walk(folder: string, path: string, ignore: Ignore): Generator<string> {
  for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
    const name = path === '' ? entry.name : `${path}/${entry.name}`;
    if (ignore(name, entry.isDirectory())) continue;
    if (entry.isDirectory()) yield* walk(folder, name, ignore);
    else if (entry.isFile()) yield name;
    else {
      throw new DeliveryError(
        'CHART_INVALID',
        `${join(folder, name)} is no plain file`,
        'put a copy of the file in its place, or its name into .helmignore: packages hold no links',
      );
    }
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

const tooLarge = (file: string, one: boolean) =>
  new DeliveryError(
    'CHART_TOO_LARGE',
    one
      ? `${file} has more than ${maxFileBytes} bytes, and Helm reads no such chart`
      : `the chart with ${file} has more than ${maxChartBytes} bytes, and Helm reads no such chart`,
    'leave out what the chart doesn’t need by .helmignore',
  );
