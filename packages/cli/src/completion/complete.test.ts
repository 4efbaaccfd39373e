import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startDesk } from '../../test/desk.ts';
import { cleanEnvironment, here, main } from '../../test/hawser.ts';
import { commands } from '../command/index.ts';
import { createProgram } from '../program.ts';
import { complete } from './complete.ts';
import { scripts } from './scripts.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-complete-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'services/orders'), { recursive: true });
writeFileSync(join(folder, 'services/orders/service.ts'), '');
mkdirSync(join(folder, 'services/notes'));

describe('what may come next', () => {
  const offered = async (...words: string[]) => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      return (await complete(await createProgram(commands), words)).map(({ value }) => value);
    } finally {
      process.chdir(before);
    }
  };

  it('commands', async () => {
    assert.deepEqual(await offered('co'), ['collect', 'config', 'completion']);
    assert.deepEqual(await offered('queue', ''), ['ls', 'requeue', 'cancel', 'help']);
    assert.ok(!(await offered('')).includes('complete'));
  });

  it('options of the command, and their values', async () => {
    assert.deepEqual(await offered('list', '--co'), ['--columns', '--count']);
    assert.deepEqual(await offered('list', 'x', '--output', ''), ['table', 'json', 'yaml']);
    assert.deepEqual(await offered('list', 'x', '-o', 'j'), ['json']);
    // As bash splits --output=j.
    assert.deepEqual(await offered('list', 'x', '--output', '=', 'j'), ['json']);
    assert.deepEqual(await offered('list', 'x', '--output', '='), ['table', 'json', 'yaml']);
    assert.deepEqual(await offered('queue', 'ls', '--state', 'de'), ['delayed', 'dead']);
  });

  it('services of the project', async () => {
    assert.deepEqual(await offered('start', ''), ['orders']);
    assert.deepEqual(await offered('up', 'orders', ''), ['orders']);
    assert.deepEqual(await offered('queue', 'requeue', '--service', 'o'), ['orders']);
    assert.deepEqual(await offered('start', 'orders', ''), []);
  });

  it('choices of arguments, and nothing where any text may stand', async () => {
    assert.deepEqual(await offered('completion', ''), ['bash', 'zsh']);
    assert.deepEqual(await offered('list', 'x', '--filter', ''), []);
    assert.deepEqual(await offered('generate', ''), []);
  });
});

describe('resources and methods', () => {
  let server: Awaited<ReturnType<typeof startDesk>>;
  before(async () => {
    server = await startDesk();
    mkdirSync(join(folder, '.hawser'));
    const running = { url: '', grpc: { desk: server.address }, pid: process.pid };
    writeFileSync(join(folder, '.hawser/endpoints.json'), JSON.stringify(running));
  });
  after(async () => {
    await server.stop();
    rmSync(join(folder, '.hawser'), { recursive: true });
  });

  it('are those of the running servers', async () => {
    const offered = async (...words: string[]) =>
      (await here(['complete', '--', ...words], { cwd: folder })).stdout;
    assert.equal(await offered('list', 'desk.Dr'), 'desk.Drawer\t\n');
    assert.equal(
      await offered('call', 'desk.Desk.'),
      'desk.Desk.Say\t\ndesk.Desk.Count\t\ndesk.Desk.Join\t\ndesk.Desk.Echo\t\n',
    );
  });
});

describe('in bash', () => {
  /** Completes the line in a bash that has read the script, as its Tab key would. */
  function tab(...words: string[]): string[] {
    const program = `
      hawser() { '${process.execPath}' '${main}' "$@"; }
      ${scripts.bash}
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hawser
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['--norc', '-uc', program, 'bash', 'hawser', ...words],
      {
        cwd: folder,
        encoding: 'utf8',
        env: cleanEnvironment(),
      },
    );
    assert.deepEqual([status, stderr], [0, '']);
    return stdout.split('\n').filter(Boolean);
  }

  it('offers what comes next', () => {
    assert.deepEqual(tab('comp'), ['completion']);
    assert.deepEqual(tab('list', 'x', '-o', 'y'), ['yaml']);
    assert.deepEqual(tab('start', 'o'), ['orders']);
  });

  it('runs nothing of what stands on the line', () => {
    const mark = join(folder, 'mark');
    for (const word of [`$(touch ${mark})`, `\`touch ${mark}\``, `; touch ${mark}`, `"; touch ${mark}; "`])
      tab('list', word, '');
    assert.ok(!existsSync(mark));
  });

  it('is what `hawser completion` prints', async () => {
    assert.equal((await here(['completion', 'bash'])).stdout, scripts.bash);
    assert.equal((await here(['completion', 'zsh'])).stdout, scripts.zsh);
  });
});

const zsh = spawnSync('zsh', ['--version']).status === 0;
it('is a script that zsh reads', { skip: zsh ? false : 'there is no zsh here' }, () => {
  const { status, stderr } = spawnSync('zsh', ['-n', '-c', scripts.zsh], { encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
});
