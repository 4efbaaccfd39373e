import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImageError } from '../error.ts';
import { type Lock, readLock } from './lock.ts';

/** The parts of a `package.json` that decide what an image holds. */
export interface PackageJson {
  name?: string;
  version?: string;
  description?: string;
  license?: string;
  type?: string;
  main?: string;
  repository?: string | { url?: string };
  workspaces?: readonly string[];
  files?: readonly string[];
  exports?: unknown;
  imports?: unknown;
  dependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package of the project itself. */
export interface Workspace {
  /** Relative to the project's root, with `/`: `services/identity`. */
  path: string;
  json: PackageJson;
}

/** An npm project with workspaces, as it lies on disk. */
export interface Project {
  root: string;
  json: PackageJson;
  /** Its own packages, by name. */
  workspaces: ReadonlyMap<string, Workspace>;
  lock: Lock;
}

/**
 * Reads a project's packages and its lock file.
 *
 * @throws ImageError IMAGE_PROJECT when the folder isn't the root of an npm project with a lock file
 */
export function readProject(root: string): Project {
  for (const file of ['package.json', 'package-lock.json']) {
    if (existsSync(join(root, file))) continue;
    throw new ImageError(
      'IMAGE_PROJECT',
      `there is no ${file} in ${root}`,
      'images are built from an npm project: go to its root, and run `npm install` once',
    );
  }
  const json = readPackage(root);
  const workspaces = new Map<string, Workspace>();
  for (const pattern of json.workspaces ?? [])
    for (const path of globSync(pattern, { cwd: root })) {
      if (!existsSync(join(root, path, 'package.json'))) continue;
      const found = readPackage(join(root, path));
      if (found.name) workspaces.set(found.name, { path: path.replaceAll('\\', '/'), json: found });
    }
  return { root, json, workspaces, lock: readLock(root) };
}

/** Reads the `package.json` of a folder. */
export const readPackage = (folder: string): PackageJson =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
