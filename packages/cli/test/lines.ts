import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { cleanEnvironment, main, type RunOptions } from './hawser.ts';

/** A command that goes on running, and the JSON lines that it prints. It ends with the test file at the latest. */
export class Running<Line extends object> {
  readonly child: ChildProcess;
  readonly lines: Line[] = [];
  /** Settles with exit code and signal. */
  readonly exited: Promise<unknown[]>;
  #errors = '';
  #heard: () => void = () => {};

  constructor(args: readonly string[], options: RunOptions = {}) {
    this.child = spawn(process.execPath, [main, ...args], {
      cwd: options.cwd ?? process.cwd(),
      env: cleanEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    after(async () => {
      this.child.kill('SIGTERM');
      this.child.kill('SIGTERM');
      await this.exited;
    });
    this.exited = once(this.child, 'close');
    this.child.stderr!.on('data', text => {
      this.#errors += text;
    });
    createInterface({ input: this.child.stdout! }).on('line', line => {
      this.lines.push(JSON.parse(line));
      this.#heard();
    });
  }

  /** What it has printed on standard error so far. */
  get errors(): string {
    return this.#errors;
  }

  /** The first `count` lines that are wanted, as soon as they are there. */
  async said(wanted: (line: Line) => boolean, count = 1): Promise<Line[]> {
    for (;;) {
      const found = this.lines.filter(wanted);
      if (found.length >= count) return found;
      const heard = new Promise<'heard'>(resolve => {
        this.#heard = () => resolve('heard');
      });
      const ended = this.exited.then(() => 'ended');
      assert.equal(
        await Promise.race([heard, ended]),
        'heard',
        `${this.#errors}${JSON.stringify(this.lines)}`,
      );
    }
  }
}
