import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findPython } from './python.ts';

/** What a command has printed, and how it ended. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

const script = fileURLToPath(new URL('clients/spacectl_server.py', import.meta.url));
const pythonEnv = { ...process.env, PYTHONWARNINGS: 'ignore', COLUMNS: '200' };

/** Runs commands of spacectl one after the other, in a process that has imported its libraries before. */
export class SpacectlServer {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();

  private constructor() {
    const python = findPython();
    this.#child = spawn(python.path, [script, python.command('spacectl')], {
      env: pythonEnv,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    // It ends with its input, that is with this process, and doesn't keep this process from ending.
    this.#child.unref();
    for (const stream of [this.#child.stdin, this.#child.stdout])
      (stream as unknown as { unref(): void }).unref();
  }

  static #shared: SpacectlServer | undefined;

  /** The one of this process. */
  static get(): SpacectlServer {
    SpacectlServer.#shared ??= new SpacectlServer();
    return SpacectlServer.#shared;
  }

  /** Runs a command with a home folder to its end. */
  run(argv: string[], home: string): Promise<Outcome> {
    const outcome = this.#last.then(() => this.#run(argv, home));
    this.#last = outcome.catch(() => {});
    return outcome;
  }

  async #run(argv: string[], home: string): Promise<Outcome> {
    const [stdout, stderr] = [join(home, 'stdout'), join(home, 'stderr')] as const;
    this.#child.stdin!.write(`${JSON.stringify({ argv, home, stdout, stderr })}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('the process that runs spacectl has ended');
    return {
      code: Number(value),
      stdout: readFileSync(stdout, 'utf8'),
      stderr: readFileSync(stderr, 'utf8'),
    };
  }
}
