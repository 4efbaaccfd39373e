import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImageError } from '../error.ts';

/** An entry of `package-lock.json`, version 2 or 3. */
export interface LockedPackage {
  version?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  os?: readonly string[];
  cpu?: readonly string[];
  hasInstallScript?: boolean;
  dependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
  peerDependencies?: Readonly<Record<string, string>>;
  peerDependenciesMeta?: Readonly<Record<string, { optional?: boolean }>>;
}

/** The locked packages by where they lie: `node_modules/ajv`, `node_modules/a/node_modules/b`. */
export type Lock = Readonly<Record<string, LockedPackage>>;

/** @throws ImageError IMAGE_PROJECT for a lock file without a list of packages */
export function readLock(root: string): Lock {
  const file = join(root, 'package-lock.json');
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages?: Lock };
  if (packages) return packages;
  throw new ImageError(
    'IMAGE_PROJECT',
    `${file} lists no packages`,
    'it is of npm 6 or older: run `npm install` with a newer one',
  );
}

/**
 * Where Node.js finds a package that a folder imports: in its own `node_modules`, else in that of the nearest folder above.
 *
 * @param from a folder of the project, relative to its root
 */
export function locate(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    if (!folder.endsWith('node_modules')) {
      const path = `${folder ? `${folder}/` : ''}node_modules/${name}`;
      if (lock[path]) return path;
    }
    if (!folder) return undefined;
  }
}
