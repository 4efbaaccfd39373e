import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ImageError } from '../error.ts';
import type { Platform } from '../platform.ts';
import { type LockedPackage, locate } from './lock.ts';
import { type Project, readPackage, type Workspace } from './project.ts';

/** What packages need when they run. */
export interface Closure {
  /** By their folder. */
  workspaces: Map<string, Workspace>;
  /** Those of others, by where they lie. */
  modules: Map<string, LockedPackage>;
}

/**
 * Everything that packages of the project need when they run, themselves included: dependencies, those of their
 * dependencies, and peers; not what only develops them. Packages of declarations alone (`@types/…`) never run, and what
 * is for another platform is left out as npm does.
 *
 * @param without packages of the project that are left out with all that only they need
 * @throws ImageError IMAGE_DEPENDENCY for one that isn't locked, isn't installed, or is installed in another version
 */
export function closureOf(
  project: Project,
  packages: Iterable<Workspace>,
  platform: Platform,
  without: ReadonlySet<string> = new Set(),
): Closure {
  const found: Closure = { workspaces: new Map(), modules: new Map() };
  const visit = (from: string, needed: LockedPackage) => {
    for (const [name, optional] of namesOf(needed)) {
      if (without.has(name) || name.startsWith('@types/')) continue;
      const workspace = project.workspaces.get(name);
      if (workspace) addWorkspace(workspace);
      else addModule(from, name, optional);
    }
  };
  const addWorkspace = (workspace: Workspace) => {
    if (found.workspaces.has(workspace.path)) return;
    found.workspaces.set(workspace.path, workspace);
    visit(workspace.path, workspace.json);
  };
  const addModule = (from: string, name: string, optional: boolean) => {
    const path = locate(project.lock, from, name);
    const locked = path === undefined ? undefined : project.lock[path];
    if (path === undefined || !locked) {
      if (optional) return;
      throw dependencyError(`${from} needs ${name}, which package-lock.json doesn’t have`, 'npm install');
    }
    if (found.modules.has(path)) return;
    if (optional && !(fits(locked, platform) && existsSync(join(project.root, path)))) return;
    checkInstalled(project.root, path, locked);
    found.modules.set(path, locked);
    visit(path, locked);
  };
  for (const workspace of packages) addWorkspace(workspace);
  return found;
}

/** What a package needs, and whether it can do without it. */
function* namesOf(needed: LockedPackage): Generator<[name: string, optional: boolean]> {
  const { optionalDependencies = {}, peerDependenciesMeta = {} } = needed;
  for (const name of Object.keys(needed.dependencies ?? {})) yield [name, name in optionalDependencies];
  for (const name of Object.keys(optionalDependencies)) yield [name, true];
  for (const name of Object.keys(needed.peerDependencies ?? {}))
    if (!peerDependenciesMeta[name]?.optional) yield [name, false];
}

function fits({ os, cpu }: LockedPackage, platform: Platform): boolean {
  const allows = (list: readonly string[] | undefined, value: string) =>
    !list ||
    (!list.includes(`!${value}`) && (list.every(name => name.startsWith('!')) || list.includes(value)));
  return allows(os, platform.os) && allows(cpu, platform.cpu);
}

function checkInstalled(root: string, path: string, { version }: LockedPackage): void {
  const folder = join(root, path);
  if (!existsSync(join(folder, 'package.json'))) throw dependencyError(`${path} isn’t installed`, 'npm ci');
  const installed = readPackage(folder).version;
  if (installed !== version)
    throw dependencyError(`${path} is ${installed}, package-lock.json has ${version}`, 'npm ci');
}

const dependencyError = (message: string, command: string) =>
  new ImageError('IMAGE_DEPENDENCY', message, `run \`${command}\``);
