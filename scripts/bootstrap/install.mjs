import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from './fail.mjs';
import { root } from './node.mjs';

const offline = 'connect to the npm registry (npm config get registry) and start again';

/** What to do about npm's error codes that a newcomer may meet. */
const wayOut = {
  ENOTFOUND: offline,
  EAI_AGAIN: offline,
  ECONNREFUSED: offline,
  ECONNRESET: offline,
  ETIMEDOUT: offline,
  ENETUNREACH: offline,
  EACCES: 'make the checkout writable for this user and start again',
  EROFS: 'make the checkout writable and start again',
  ENOSPC: 'free some disk space and start again',
  EUSAGE: 'package-lock.json and the package.json files differ, run npm install',
};

/** Installs a folder's dependencies when its node_modules isn't what its package-lock.json says. */
export function ensureInstalled(folder = root) {
  if (isCurrent(folder)) return;
  console.error('Installing dependencies…');
  // The npm that runs us, else (run by hand or by another package manager) the one on the path.
  const npm = process.env.npm_execpath;
  const [program, ...args] = npm?.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
  const { status, stderr, error } = spawnSync(
    program,
    [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      encoding: 'utf8',
      // Standard output is the job's alone, and npm explains at length what the line below says.
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  if (error) fail(`npm can't be started (${error.message}): install npm, then run npm ci in ${folder}`);
  if (status !== 0 || !isCurrent(folder)) {
    const code = /npm error code (\S+)/.exec(stderr)?.[1] ?? `exit code ${status}`;
    fail(`Installing dependencies failed (${code}): ${wayOut[code] ?? `run npm ci in ${folder} to see why`}`);
  }
}

/** Compares the lock file with npm's own record of what it installed. */
function isCurrent(folder) {
  const locked = readPackages(join(folder, 'package-lock.json'));
  const installed = readPackages(join(folder, 'node_modules/.package-lock.json'));
  if (installed === undefined) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    // The project's own packages are links: their versions change with nothing to install.
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    // Optional packages are those of other platforms; one of this platform that is missing is told by its user.
    if (found === undefined) return wanted.optional === true;
    return found.version === wanted.version && found.link === wanted.link;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
