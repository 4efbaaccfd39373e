import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../ports.ts';
import type { PluginDefinition } from './definition.ts';

/** How long a plugin may take to listen, in milliseconds. */
const startLimit = 20_000;

/** A plugin's process. One that ends by itself is started again on the same port, with growing pauses. */
export class PluginProcess {
  readonly definition: PluginDefinition;
  readonly port: number;
  readonly #log: (line: string) => void;
  #child: ChildProcess | undefined;
  #stopping = false;
  #crashes = 0;

  private constructor(definition: PluginDefinition, port: number, log: (line: string) => void) {
    this.definition = definition;
    this.port = port;
    this.#log = log;
  }

  /** Starts a plugin and waits until it listens. @throws Error with its last words when it doesn't. */
  static async start(definition: PluginDefinition, log: (line: string) => void): Promise<PluginProcess> {
    const plugin = new PluginProcess(definition, await freePort(), log);
    plugin.#spawn();
    const limit = AbortSignal.timeout(startLimit);
    while (!(await listens(plugin.port))) {
      if (limit.aborted || plugin.#crashes > 2) {
        await plugin.stop();
        throw new Error(`the plugin ${definition.id} doesn't answer; its log is in the data folder`);
      }
      await delay(25);
    }
    return plugin;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get endpoint(): string {
    return `grpc://127.0.0.1:${this.port}`;
  }

  /** Ends the process: SIGTERM, and SIGKILL after five seconds. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(timer);
  }

  #spawn(): void {
    const child = spawn(process.execPath, [fileURLToPath(this.definition.entry)], {
      env: { ...process.env, ...compileCache(), HAWSER_PLUGIN_PORT: String(this.port) },
      // The plugin ends when this pipe does: nothing is left behind when the platform is killed.
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => this.#log(text));
    }
    child.on('exit', code => {
      if (this.#stopping) return;
      this.#crashes++;
      this.#log(`the plugin ended with ${String(code)}\n`);
      setTimeout(() => !this.#stopping && this.#spawn(), Math.min(250 * 2 ** this.#crashes, 30_000)).unref();
    });
    this.#child = child;
  }
}

/** Plugins share this process's cache of compiled modules, where it has one. */
function compileCache(): Record<string, string> {
  const folder = getCompileCacheDir();
  return folder ? { NODE_COMPILE_CACHE: dirname(folder) } : {};
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
