import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ancestors } from '../project/find.ts';

/** The root of the project that a folder is in: the nearest with a `platform.ts`, else with a `package-lock.json`, else the folder. */
export function projectRoot(cwd: string): string {
  for (const mark of ['platform.ts', 'package-lock.json']) {
    const root = ancestors(cwd).find(folder => existsSync(join(folder, mark)));
    if (root !== undefined) return root;
  }
  return resolve(cwd);
}
