import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../test/hawser.ts';

const container = fileURLToPath(new URL('./container.ts', import.meta.url));
const run = (...args: string[]) =>
  spawnSync(process.execPath, [container, ...args], { encoding: 'utf8', env: cleanEnvironment() });

it('has in images what pods run, and no command that needs a checkout', () => {
  const { stdout, status } = run('--help');
  assert.equal(status, 0);
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  for (const name of ['start', 'migrate', 'wait', 'initialize', 'call', 'config', 'queue', 'secrets'])
    assert.ok(commands.includes(name), name);
  for (const name of ['up', 'new', 'doctor', 'image', 'chart', 'generate'])
    assert.ok(!commands.includes(name), name);
  assert.equal(run('up').status, 2);
});
