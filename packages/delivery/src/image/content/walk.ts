import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files under a folder, relative to it with `/`, folders that `enter` refuses aside. Symbolic links aren’t followed. */
export function* walk(root: string, enter: (folder: string) => boolean, below = ''): Generator<string> {
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isFile()) yield path;
    else if (entry.isDirectory() && enter(path)) yield* walk(root, enter, path);
  }
}
