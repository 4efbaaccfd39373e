import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const version = '3.11';

/** A Python with the packages of `requirements.txt`. */
export interface Python {
  /** The interpreter. */
  path: string;
  /** The script of a command that a package brings, to be run by the interpreter. */
  command(name: string): string;
}

/**
 * Finds the environment that an earlier run has made in the user's cache folder, or makes it, which takes about a minute.
 * A change of the pinned packages makes another one.
 *
 * @throws Error that says what to install when there is no Python 3.11 with venv and pip
 */
export function findPython(): Python {
  const base = basePython();
  const hash = createHash('sha256').update(base);
  for (const file of ['requirements.txt', 'constraints.txt']) hash.update(readFileSync(join(here, file)));
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hawser');
  const folder = join(cache, `interop-${hash.digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) make(base, folder);
  return { path: join(folder, 'bin', 'python'), command: name => join(folder, 'bin', name) };
}

/** The machine's interpreter, by its own path and not a shim's. */
function basePython(): string {
  for (const name of [`python${version}`, 'python3', 'python']) {
    const script = 'import sys; print("%d.%d" % sys.version_info[:2]); print(sys.executable)';
    const { status, stdout } = spawnSync(name, ['-c', script], { encoding: 'utf8' });
    const [found, path] = (stdout ?? '').trim().split('\n');
    if (status === 0 && found === version && path) return path;
  }
  throw new Error(
    `these tests need Python ${version}: install python${version} with its venv module and pip`,
  );
}

/** Made beside its place and moved there when complete: an interrupted or a second run leaves nothing half done. */
function make(base: string, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    run(
      base,
      ['-m', 'venv', draft],
      `python${version} can't make a virtual environment: install its venv module`,
    );
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r'];
    run(
      join(draft, 'bin', 'python'),
      [...install, join(here, 'requirements.txt')],
      "pip can't install the packages",
    );
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

function run(command: string, args: string[], failure: string): void {
  try {
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${failure}\n${stdout}${stderr}`.trim());
  }
}
