import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { codeBlocks } from '../../../scripts/docs/markdown.ts';
import { fetchAsCurl, splitWords } from './curl.ts';

/** A call that a page shows, and the answer that it shows below. */
export interface Step {
  command: string;
  answer: string;
}

/** Where a page's commands say that REST answers. */
const shownUrl = 'http://localhost:8080';
/** Where they say that a plugin does. */
const shownPlugin = 'localhost:23456';
/** Ids differ from run to run. */
const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The service that a page shows, written to a folder of its own and run as the page says. */
export class Walkthrough {
  readonly files: readonly { path: string; text: string }[];
  readonly steps: readonly Step[];
  readonly #folder = mkdtempSync(join(tmpdir(), 'hawser-docs-'));
  /** Ids of this run, by those that the page shows. */
  readonly #ids = new Map<string, string>();
  #main = '';
  #server: ChildProcess | undefined;

  private constructor(text: string) {
    // The user that PostgreSQL runs as, when root runs the tests, has to pass.
    chmodSync(this.#folder, 0o711);
    process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 }));
    const blocks = codeBlocks(text);
    this.files = blocks.flatMap(({ file, text }) => (file ? [{ path: file, text }] : []));
    this.steps = blocks.flatMap(({ language, text }, i) => {
      const next = blocks[i + 1];
      const command = text.replaceAll('\\\n', ' ').trim();
      const shown = language === 'sh' && /^(curl|npx hawser (call|list|get)) /.test(command);
      return shown && next?.language === 'json' ? [{ command, answer: next.text }] : [];
    });
  }

  /** @param section the heading of the part of the page that counts; default: all of it */
  static of(file: string, section?: string): Walkthrough {
    const page = readFileSync(file, 'utf8');
    const part = section ? page.split(`\n## ${section}\n`)[1]?.split(/\n## /)[0] : page;
    if (part === undefined) throw new Error(`${file} has no section "${section}"`);
    return new Walkthrough(part);
  }

  /** Writes the page's files, beside code generated from the contract before: generating needs a network. */
  write({ gen, nodeModules }: { gen?: string; nodeModules: string }): void {
    for (const { path, text } of this.files) {
      mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
      writeFileSync(join(this.#folder, path), text);
    }
    if (gen) cpSync(gen, join(this.#folder, 'gen'), { recursive: true });
    writeFileSync(join(this.#folder, 'package.json'), '{"type": "module"}\n');
    symlinkSync(nodeModules, join(this.#folder, 'node_modules'));
  }

  async runTest(): Promise<{ code: number; output: string }> {
    return this.#run(['--test', '--test-reporter=spec', 'service.test.ts']);
  }

  /** Runs `hawser up` on free ports. @returns where REST answers */
  async start(main: string): Promise<string> {
    this.#main = main;
    const args = [main, 'up', '--port', '0', '--any-ports', '-o', 'json'];
    const server = spawn(process.execPath, args, { cwd: this.#folder, env: environment() });
    this.#server = server;
    const said: string[] = [];
    server.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    for await (const line of createInterface({ input: server.stdout })) {
      said.push(line);
      const { event, url } = JSON.parse(line) as { event: string; url: string };
      if (event !== 'ready') continue;
      server.stdout.resume();
      return url;
    }
    throw new Error(`hawser up ended before it was ready:\n${said.join('\n')}`);
  }

  async stop(): Promise<void> {
    if (!this.#server || this.#server.exitCode !== null) return;
    const ended = once(this.#server, 'exit');
    this.#server.kill('SIGTERM');
    await ended;
  }

  /** Runs the page's plugin on a free port. @returns where it answers */
  async startPlugin(main: string): Promise<string> {
    this.#main = main;
    const env = { ...environment(), SPACEONE_PORT: '0' };
    const server = spawn(process.execPath, ['plugin.ts'], { cwd: this.#folder, env });
    this.#server = server;
    for await (const line of createInterface({ input: server.stderr })) {
      const { address } = JSON.parse(line) as { address?: string };
      if (address === undefined) continue;
      server.stderr.resume();
      return address.replace('0.0.0.0', '127.0.0.1');
    }
    throw new Error('the plugin ended before it answered');
  }

  /** Makes a call that the page shows. @param base where REST, or the plugin, answers in this run */
  async perform({ command }: Step, base: string): Promise<string> {
    const words = splitWords(command.replace(ids, id => this.#ids.get(id) ?? id));
    if (words[0] === 'curl') return fetchAsCurl(words.map(word => word.replace(shownUrl, base)));
    const args = words.slice(2).map(word => (word === shownPlugin ? base : word));
    const { code, output } = await this.#run([this.#main, ...args]);
    if (code !== 0) throw new Error(`${command}:\n${output}`);
    return output;
  }

  /** The answer that the page shows, with this run's ids in the places of its own. */
  expected({ answer }: Step, actual: string): string {
    const fresh = actual.match(ids) ?? [];
    for (const [i, id] of (answer.match(ids) ?? []).entries()) {
      if (!this.#ids.has(id) && fresh[i]) this.#ids.set(id, fresh[i]);
    }
    return answer.replace(ids, id => this.#ids.get(id) ?? id);
  }

  async #run(args: readonly string[]): Promise<{ code: number; output: string }> {
    const child = spawn(process.execPath, args, { cwd: this.#folder, env: environment() });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  }
}

/** The environment without what would change what a newcomer sees. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _, ...rest } = process.env;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('HAWSER_')));
}
