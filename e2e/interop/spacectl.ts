import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Outcome, SpacectlServer } from './spacectl-server.ts';

/** What stands in an environment of spacectl, beside the endpoints. */
export interface Login {
  token?: string;
  api_key?: string;
  x_domain_id?: string;
  x_workspace_id?: string;
}

/** `spacectl` with a home folder of its own, logged in as somebody. */
export class Spacectl {
  /** The home folder; it goes with the file's tests. */
  readonly home = mkdtempSync(join(tmpdir(), 'hawser-spacectl-'));

  constructor(endpoints: Record<string, string>, login: Login) {
    const folder = join(this.home, '.spaceone');
    mkdirSync(join(folder, 'environments'), { recursive: true });
    // JSON is YAML too.
    writeFileSync(join(folder, 'environment.yml'), JSON.stringify({ environment: 'test' }));
    writeFileSync(join(folder, 'environments', 'test.yml'), JSON.stringify({ ...login, endpoints }));
    const { home } = this;
    after(() => rmSync(home, { recursive: true, force: true }));
  }

  /** Writes a file for commands that take one. @returns its path */
  file(name: string, content: string): string {
    const path = join(this.home, name);
    writeFileSync(path, content);
    return path;
  }

  /** Runs a command to its end. */
  run(...args: string[]): Promise<Outcome> {
    return SpacectlServer.get().run(args, this.home);
  }

  /** Runs a command that has to succeed. @returns what it has printed */
  async text(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    assert.ok(code === 0 && !stdout.startsWith('ERROR:'), `spacectl ${args.join(' ')}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Runs a command that has to succeed and prints JSON. Nothing at all is an empty answer. */
  async json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
    const text = await this.text(...args, '-o', 'json');
    return JSON.parse(text.trim() || '{}') as T;
  }

  /** Calls a method with a request, given as JSON. */
  call<T = Record<string, unknown>>(verb: string, resource: string, request: object): Promise<T> {
    return this.json<T>('exec', verb, resource, '-j', JSON.stringify(request));
  }

  /** Runs a command that has to fail as `get`, `list`, `stat` and `exec` do: with a line, and the status of success. */
  async error(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ERROR: /);
    return stdout.slice('ERROR: '.length).trim();
  }
}
