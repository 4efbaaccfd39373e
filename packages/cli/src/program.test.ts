import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Command } from 'commander';
import { golden } from '../test/golden.ts';
import { cleanEnvironment, hawser, here, main } from '../test/hawser.ts';
import { commands } from './command/index.ts';
import { createProgram } from './program.ts';

/** Every command with the words that lead to it. */
function* all(command: Command, words: string[] = []): Generator<[string[], Command]> {
  yield [words, command];
  for (const sub of command.createHelp().visibleCommands(command))
    if (sub.name() !== 'help') yield* all(sub, [...words, sub.name()]);
}

const program = await createProgram(commands);

describe('help', () => {
  for (const [words] of all(program)) {
    const line = ['hawser', ...words].join(' ');
    it(line, async () => {
      const { code, stdout, stderr } = await here([...words, '--help']);
      assert.deepEqual([code, stderr], [0, '']);
      golden(`help/${line.replaceAll(' ', '-')}.txt`, stdout);
    });
  }
});

describe('a command loads', () => {
  /** The files that a command line loads, as URLs. */
  function loadedBy(...args: string[]): string[] {
    const watcher = `import { registerHooks } from 'node:module';
      registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });`;
    const { stderr } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(watcher)}`, main, ...args],
      { encoding: 'utf8', env: cleanEnvironment() },
    );
    return stderr.split('\n').filter(url => url.startsWith('file:'));
  }
  const isLight = (url: string) => /\/packages\/cli\/src\/|\/commander\//.test(url);

  it('nothing of the framework and no other command for its help, so that it comes at once', () => {
    const loaded = loadedBy('list', '--help');
    assert.deepEqual(
      loaded.filter(url => !isLight(url)),
      [],
    );
    const ofCommands = loaded.flatMap(url => url.split('/packages/cli/src/command/')[1] ?? []);
    assert.deepEqual(ofCommands.sort(), ['index.ts', 'list.ts', 'remote-options.ts']);
  });

  it('what finds and runs Helm alone for chart render, which starts a process that takes no longer', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hawser-program-'));
    after(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'broken.tgz'), 'Helm says what is wrong with it');
    const loaded = loadedBy('chart', 'render', join(folder, 'broken.tgz'));
    assert.ok(loaded.some(url => url.endsWith('/cli/src/chart-render/run.ts')));
    const further = loaded.filter(
      url => !isLight(url) && !/\/packages\/chart\/src\/(helm|render)\//.test(url),
    );
    assert.deepEqual(further, []);
  });
});

it('each command has the name that it is loaded by', async () => {
  for (const members of Object.values(commands))
    for (const name of Object.keys(members)) {
      const alone = await createProgram(commands, name);
      assert.ok(alone.commands.some(command => command.name() === name));
      assert.equal(program.commands.filter(command => command.name() === name).length, 1);
    }
});

it('runs where compiled modules can’t be kept', async () => {
  const { code, stderr } = await hawser(['list', '--help'], { env: { XDG_CACHE_HOME: main } });
  assert.deepEqual([code, stderr], [0, '']);
});

describe('a command line that can’t be understood', () => {
  const cases: [line: string, says: RegExp][] = [
    ['lst', /^error: unknown command 'lst'\n\(Did you mean one of list, ls\?\)/],
    ['', /^Usage: hawser/],
    ['call', /^error: missing required argument 'method'/],
    ['list x --limit 0', /'0' is invalid.*It is a whole number from 1\./],
    ['up --port 70000', /A port is 0 to 65535\./],
    ['call a.b --timeout soon', /A time is a number above 0/],
    ['list x -o xml', /Allowed choices are table, json, yaml\./],
    ['start x --server grpc,soap', /Known are grpc, rest, scheduler, worker\./],
    ['list --fitler a=b x', /unknown option '--fitler'\n\(Did you mean --filter\?\)/],
    ['migrate', /^error: name one service, or all of them with --all\n$/],
    ['queue requeue', /^error: name one job, or all with --all\n$/],
    ['new service Big', /^error: "Big" is no name of a service\n→ /],
    ['login not:an:address', /^error: "not:an:address" is no address of a server\n→ /],
  ];
  for (const [line, says] of cases) {
    it(`hawser ${line}`, async () => {
      const { code, stdout, stderr } = await here(line.split(' ').filter(Boolean));
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }
});

it('prints its version', async () => {
  const { code, stdout } = await here(['--version']);
  assert.equal(code, 0);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});
