import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import type { Entry } from '../layer/entry.ts';
import { textEntry } from '../layer/entry.ts';
import type { PackageJson, Workspace } from '../workspace/project.ts';
import { appFolder } from './app-folder.ts';
import { ignoredBelow } from './ignored.ts';
import { type Emitted, emittedPath } from './transpile.ts';
import { walk } from './walk.ts';

/** Folders that a package has for its developers, at its root. */
const developing = new Set(['bench', 'deploy', 'docs', 'template', 'toolchain']);

/** Tests and what they stand on, wherever they are. */
const testing = /(?:^|\/)(?:test|tests|testdata|node_modules|dist|coverage|\.[^/]+)$/;

/** Files that nothing loads when a package runs. */
const notRun =
  /\.test\.[cm]?[jt]s$|\.d\.[cm]?ts$|\.(?:proto|md|map)$|(?:^|\/)(?:\.[^/]+|package\.json|tsconfig\.json|buf[^/]*\.yaml)$/;

/** A package of the project, and the files of it that an image has, relative to the project. */
export interface PackageFiles {
  workspace: Workspace;
  files: readonly string[];
}

/**
 * Finds what an image has of packages' own files: those that run, and what they read. Of a package whose `package.json` has
 * `files`, these alone; of others what git ignores stays out.
 */
export function packageFiles(root: string, workspaces: readonly Workspace[]): PackageFiles[] {
  const ignored = ignoredBelow(
    root,
    workspaces.map(({ path }) => path),
  );
  return workspaces.map(workspace => {
    const { path, json } = workspace;
    const wanted = json.files
      ? (file: string) => json.files!.some(name => file.startsWith(`${name}/`) || matchesGlob(file, name))
      : (file: string) => !ignored(`${path}/${file}`);
    const files = [...walk(join(root, path), below => !developing.has(below) && !testing.test(below))]
      .filter(file => !notRun.test(file) && wanted(file))
      .map(file => `${path}/${file}`);
    return { workspace, files };
  });
}

/** A package as an image has it: sources as JavaScript, other files as they are, and what Node.js reads of `package.json`. */
export function packageEntries(
  root: string,
  { workspace: { path, json }, files }: PackageFiles,
  emitted: Emitted,
): Entry[] {
  const own = files.map(file => ({
    path: `${appFolder}/${emittedPath(file)}`,
    data: emitted.get(file) ?? readFileSync(join(root, file)),
    executable: false,
  }));
  const manifest = `${JSON.stringify(runtimeJson(json), undefined, 2)}\n`;
  return [
    ...own,
    textEntry(`${appFolder}/${path}/package.json`, manifest),
    ...(json.name
      ? [{ path: `${appFolder}/node_modules/${json.name}`, target: relativeTo(json.name, path) }]
      : []),
  ];
}

/** From `node_modules/@scope/name`, which is a link, to a package's folder. */
const relativeTo = (name: string, path: string) => `${'../'.repeat(name.split('/').length)}${path}`;

function runtimeJson(json: PackageJson): PackageJson {
  const { name, version, type, main, exports, imports } = json;
  return emittedPaths({ name, version, type, main, exports, imports }) as PackageJson;
}

/** The same value with every path of a source replaced by that of what is made of it. */
function emittedPaths(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('.') ? emittedPath(value) : value;
  if (Array.isArray(value)) return value.map(emittedPaths);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, emittedPaths(below)]));
}
