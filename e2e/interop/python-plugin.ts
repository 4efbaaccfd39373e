import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@hawser/local/testing';
import { findPython } from './python.ts';

const plugins = fileURLToPath(new URL('plugins', import.meta.url));

/** How long a plugin may take to listen, in milliseconds: it imports half of PyPI before. */
const startLimit = 60_000;

/** A plugin of `plugins/`, running as a process of its own. */
export class PythonPlugin {
  readonly port: number;
  readonly #args: string[];
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(port: number, args: string[]) {
    this.port = port;
    this.#args = args;
  }

  /** Starts a package of the SDK, by the SDK's own command. It ends with the test file. */
  static async serve(name: string): Promise<PythonPlugin> {
    const port = await freePort();
    const command = findPython().command('spaceone');
    return PythonPlugin.#begin(port, [
      command,
      'run',
      'plugin-server',
      name,
      '-s',
      plugins,
      '-p',
      String(port),
    ]);
  }

  /** Starts a script that serves on the port that it is given. It ends with the test file. */
  static async script(file: string): Promise<PythonPlugin> {
    const port = await freePort();
    return PythonPlugin.#begin(port, [`${plugins}/${file}`, String(port)]);
  }

  static async #begin(port: number, args: string[]): Promise<PythonPlugin> {
    const plugin = new PythonPlugin(port, args);
    after(() => plugin.stop());
    await plugin.start();
    return plugin;
  }

  get endpoint(): string {
    return `grpc://127.0.0.1:${this.port}`;
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Starts it, again if it has ended, and waits until it listens. */
  async start(): Promise<void> {
    const child = spawn(findPython().path, this.#args, {
      env: { ...process.env, PYTHONWARNINGS: 'ignore', PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    this.#child = child;
    const limit = AbortSignal.timeout(startLimit);
    while (!(await listens(this.port))) {
      if (limit.aborted || child.exitCode !== null)
        throw new Error(`the plugin doesn't listen\n${this.#output}`);
      await delay(50);
    }
  }

  /** Waits until it has ended by itself. @returns its exit status */
  async ended(): Promise<number | null> {
    const child = this.#child!;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await this.ended();
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
