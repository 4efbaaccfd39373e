import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
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

  it('loads nothing of the framework, so that it comes at once', () => {
    const watcher = `import { registerHooks } from 'node:module';
      registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });`;
    const { stderr, status } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(watcher)}`, main, 'list', '--help'],
      { encoding: 'utf8', env: cleanEnvironment() },
    );
    const loaded = stderr.split('\n').filter(url => url.startsWith('file:'));
    assert.equal(status, 0);
    const heavy = loaded.filter(url => !url.includes('/packages/cli/src/') && !url.includes('/commander/'));
    assert.deepEqual(heavy, []);
    const ofCommands = loaded.flatMap(url => url.split('/packages/cli/src/command/')[1] ?? []);
    assert.deepEqual(ofCommands.sort(), ['index.ts', 'list.ts', 'remote-options.ts']);
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
