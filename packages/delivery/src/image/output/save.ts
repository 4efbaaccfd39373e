import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Image } from '../build.ts';
import { saveArchive } from './archive.ts';
import { saveLayout } from './layout.ts';

/**
 * Writes images to a file or folder: an archive for `docker load` when the path ends in `.tar`, else an OCI layout. The SBOM of
 * each lies beside it as `<name>-<tag>.spdx.json`.
 *
 * @returns all files and folders written
 * @throws ImageError
 */
export async function saveImages(images: readonly Image[], path: string): Promise<string[]> {
  const target = resolve(path);
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true });
  await (target.endsWith('.tar') ? saveArchive(images, target) : saveLayout(images, target));
  const lists = images.flatMap(({ name, tag, sbom }) => {
    if (sbom === undefined) return [];
    const file = join(folder, `${name}-${tag}.spdx.json`);
    writeFileSync(file, sbom);
    return [file];
  });
  return [target, ...lists];
}
