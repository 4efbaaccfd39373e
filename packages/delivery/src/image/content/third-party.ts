import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../layer/entry.ts';
import { appFolder } from './app-folder.ts';
import { walk } from './walk.ts';

/**
 * What Node.js never loads: declarations and TypeScript sources (it refuses to strip types below `node_modules`), maps of
 * both, and prose. Licences stay.
 */
const neverLoaded =
  /\.(?:[cm]?tsx?|map|tsbuildinfo|flow|markdown)$|(?:^|\/)(?!licen[cs]e|notice|copying)[^/]*\.md$/i;

/** The files of installed packages, each in the folder that it has in the project. */
export function thirdPartyEntries(root: string, paths: Iterable<string>): Entry[] {
  const entries: Entry[] = [];
  for (const path of paths) {
    const folder = join(root, path);
    // A package's own node_modules are packages of their own.
    const enter = (below: string) => below !== 'node_modules' && !/(?:^|\/)\.[^/]+$/.test(below);
    for (const file of walk(folder, enter)) {
      if (neverLoaded.test(file)) continue;
      const source = join(folder, file);
      const executable = (statSync(source).mode & 0o100) !== 0;
      entries.push({ path: `${appFolder}/${path}/${file}`, data: readFileSync(source), executable });
    }
  }
  return entries;
}
