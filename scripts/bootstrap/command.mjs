import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { launch } from './launch.mjs';
import { findNode, root, runsSources } from './node.mjs';

const main = join(root, 'packages/cli/src/main.mjs');

/** Runs the hawser command with this process's arguments; in this process where the running Node.js can. */
export async function runCommand() {
  ensureInstalled();
  if (runsSources()) {
    process.argv[1] = main;
    await import(main);
  } else {
    await launch(findNode(), [main, ...process.argv.slice(2)]);
  }
}
