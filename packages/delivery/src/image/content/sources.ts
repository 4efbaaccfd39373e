import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../layer/entry.ts';
import { textEntry } from '../layer/entry.ts';
import type { PackageJson, Workspace } from '../workspace/project.ts';
import { appFolder } from './app-folder.ts';
import { type Emitted, emittedPath, isSource } from './transpile.ts';
import { walk } from './walk.ts';

/** Folders that a package has for its developers, at its root. */
const developing = new Set(['bench', 'deploy', 'docs', 'template', 'toolchain']);

/** Tests and what they stand on, wherever they are. */
const testing = /(?:^|\/)(?:test|tests|testdata|node_modules|dist|coverage|\.[^/]+)$/;

/** Files that nothing loads when a package runs. */
const notRun =
  /\.test\.[cm]?[jt]s$|\.d\.[cm]?ts$|\.(?:proto|md|map)$|(?:^|\/)(?:\.[^/]+|package\.json|tsconfig\.json|buf[^/]*\.yaml)$/;

/** What an image has of a package's own files, relative to the package: those that run, and what they read. */
export function runFiles(root: string, { path, json }: Workspace): string[] {
  const files = [...walk(join(root, path), below => !developing.has(below) && !testing.test(below))];
  const published = json.files;
  return files
    .filter(file => !notRun.test(file))
    .filter(file => !published || published.some(name => file === name || file.startsWith(`${name}/`)))
    .sort();
}

/** The TypeScript files among them, relative to the project's root. */
export const sourceFiles = (root: string, workspace: Workspace): string[] =>
  runFiles(root, workspace)
    .filter(isSource)
    .map(file => `${workspace.path}/${file}`);

/** A package as an image has it: sources as JavaScript, other files as they are, and what Node.js reads of `package.json`. */
export function workspaceEntries(root: string, workspace: Workspace, emitted: Emitted): Entry[] {
  const { path, json } = workspace;
  const files = runFiles(root, workspace).map(file => {
    const source = `${path}/${file}`;
    const data = isSource(file) ? emitted.get(source)! : readFileSync(join(root, source));
    return { path: `${appFolder}/${emittedPath(source)}`, data, executable: false };
  });
  const manifest = `${JSON.stringify(runtimeJson(json), undefined, 2)}\n`;
  return [
    ...files,
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
