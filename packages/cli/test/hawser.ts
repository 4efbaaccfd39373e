import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { run } from '../src/run.ts';
import { streams } from '../src/terminal/streams.ts';

/** The entry of the command. */
export const main: string = fileURLToPath(new URL('../src/main.mjs', import.meta.url));

export interface RunOptions {
  cwd?: string;
  env?: Readonly<Record<string, string>>;
  /** What standard input holds. */
  input?: string;
}

/** What a command line did. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder of configuration that holds no login. */
const nobody = mkdtempSync(join(tmpdir(), 'hawser-nobody-'));
process.once('exit', () => rmSync(nobody, { recursive: true, force: true }));

/** The environment of a command under test: no colours, and nothing of who runs the tests. */
export function cleanEnvironment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { HAWSER_DATA: _data, XDG_CONFIG_HOME: _config, FORCE_COLOR: _colour, ...rest } = process.env;
  return { ...(rest as Record<string, string>), NO_COLOR: '1', XDG_CONFIG_HOME: nobody, ...env };
}

/** Runs one command line in a process of its own. */
export async function hawser(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: options.cwd ?? process.cwd(),
    env: cleanEnvironment(options.env),
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/**
 * Runs one command line in this process, which takes a tenth of the time. For commands that read no standard input and
 * wait for no signal. One at a time.
 */
export async function here(args: readonly string[], options: Omit<RunOptions, 'input'> = {}): Promise<Ran> {
  const before = { ...streams, env: process.env, cwd: process.cwd() };
  const [out, err] = [new PassThrough(), new PassThrough()];
  Object.assign(streams, { out, err });
  process.env = cleanEnvironment(options.env);
  if (options.cwd) process.chdir(options.cwd);
  try {
    const code = await run(args);
    out.end();
    err.end();
    return { code, stdout: await text(out), stderr: await text(err) };
  } finally {
    process.chdir(before.cwd);
    process.env = before.env;
    process.exitCode = undefined;
    Object.assign(streams, { out: before.out, err: before.err });
  }
}
