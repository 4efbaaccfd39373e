import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImageContent } from '../contents.ts';
import { ImageError } from '../error.ts';

/** The folder of a layer: `own-dependencies`. */
export const layerFolder = (title: string): string => title.replaceAll(' ', '-');

/**
 * Writes what an image adds to its base as plain files, a folder a layer, for a Dockerfile to copy.
 *
 * @throws ImageError IMAGE_OUTPUT when the folder has something in it
 */
export function writeRootfs({ layers }: ImageContent, folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new ImageError('IMAGE_OUTPUT', `${folder} isn’t empty`, 'name a new or empty folder');
  for (const { title, entries } of layers)
    for (const entry of entries()) {
      const file = join(folder, layerFolder(title), entry.path);
      mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
      if ('target' in entry) {
        symlinkSync(entry.target, file);
        continue;
      }
      writeFileSync(file, entry.data);
      chmodSync(file, entry.executable ? 0o755 : 0o644);
    }
}
