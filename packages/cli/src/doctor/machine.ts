import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Check, type Finding, failed, ok, skipped } from './check.ts';

const run = promisify(execFile);

/** The first major version of Node.js that runs the sources. */
const lowestNode = 24;
/** Less free space than this, in bytes, isn't enough to start with. */
const leastSpace = 500 * 1024 * 1024;

/** Node.js itself. */
export const node: Check = {
  name: 'Node.js',
  look() {
    const major = Number(process.versions.node.split('.')[0]);
    if (major >= lowestNode) return ok(process.versions.node);
    return failed(process.versions.node, `install Node.js ${lowestNode} or later`);
  },
};

/** Whether PostgreSQL is installed, and can load its libraries. */
export const postgres = (folder: string): Check => ({
  name: 'PostgreSQL',
  async look() {
    const { explainPostgres, findBinaries } = await import('@hawser/local');
    const { postgres: program } = findBinaries();
    try {
      return ok((await run(program, ['--version'])).stdout.trim());
    } catch (thrown) {
      const { stderr = '', code = '' } = thrown as { stderr?: string; code?: number | string };
      const { message, hint } = explainPostgres(basename(program), stderr.split('\n'), code, folder);
      return failed(message, hint);
    }
  },
});

/** Whether the data folder can be written to. */
export const dataFolder = (folder: string): Check => ({
  name: 'Data folder',
  look() {
    const there = nearestExisting(folder);
    if (!statSync(there).isDirectory())
      return failed(`${there} is no folder`, 'set HAWSER_DATA to another folder, or give --data');
    try {
      accessSync(there, constants.W_OK);
      return ok(there === folder ? folder : `${folder}, to be made`);
    } catch {
      return failed(`${there} can’t be written to`, 'set HAWSER_DATA to a folder that can, or give --data');
    }
  },
});

/** Free space where the data folder is. */
export const space = (folder: string): Check => ({
  name: 'Disk space',
  look() {
    const { bavail, bsize } = statfsSync(nearestExisting(folder));
    const free = bavail * bsize;
    const text = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
    return free > leastSpace ? ok(text) : failed(text, 'free some space, or set HAWSER_DATA to another disk');
  },
});

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

/** Whether a program is there; one that only some things need is no failure. */
export function program(name: string, args: readonly string[], needed: string, least?: number[]): Check {
  return {
    name,
    async look(): Promise<Finding> {
      try {
        const { stdout, stderr } = await run(name, [...args]);
        const version = /\d+(\.\d+)+/.exec(`${stdout}${stderr}`)?.[0] ?? '';
        if (least && isBefore(version, least))
          return skipped(`${version} is too old for ${needed}: ${least.join('.')} or later is needed`);
        return ok(version);
      } catch {
        return skipped(`not found; only ${needed} needs it`);
      }
    },
  };
}

function isBefore(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const at = least.findIndex((number, i) => parts[i] !== number);
  return at >= 0 && (parts[at] ?? 0) < least[at]!;
}

/** Whether the generator's own packages are there already; it installs them itself. */
export const toolchain = (checkout: string): Check => ({
  name: 'Generator',
  look() {
    const there = existsSync(join(checkout, 'proto/toolchain/node_modules'));
    return there ? ok('installed') : skipped('`hawser generate` installs it when it is needed');
  },
});
