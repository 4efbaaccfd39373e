import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const launcher = join(import.meta.dirname, 'launch.mjs');

/** Launches a program (a script's text) through the launcher, in a process of its own. */
function start(program: string, env: NodeJS.ProcessEnv = {}) {
  const source = `
    const { launch } = await import(${JSON.stringify(launcher)});
    await launch(process.execPath, ['-e', ${JSON.stringify(program)}]);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: '', ...env },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => (await lines.next()).value as string | undefined;
  return { child, line };
}

/** Tells when it runs and each signal that it gets; ends with code 7 on SIGTERM. */
const listener = `
  let interrupts = 0;
  process.on('SIGINT', () => console.log('SIGINT', ++interrupts));
  process.on('SIGTERM', () => { console.log('SIGTERM'); process.exitCode = 7; clearInterval(timer); });
  const timer = setInterval(() => {}, 1000);
  console.log('runs', process.pid);`;

test("the program's exit code is passed on", async () => {
  const { child } = start('process.exit(5)');
  assert.deepEqual(await once(child, 'exit'), [5, null]);
});

test('death by a signal becomes the code that shells give it', async () => {
  const { child } = start("process.kill(process.pid, 'SIGKILL')");
  assert.deepEqual(await once(child, 'exit'), [137, null]);
});

test('copies of a signal count once, and the program drains', async () => {
  const { child, line } = start(listener);
  assert.match((await line())!, /^runs/);
  child.kill('SIGINT');
  assert.equal(await line(), 'SIGINT 1');
  child.kill('SIGINT');
  child.kill('SIGTERM');
  assert.equal(await line(), 'SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [7, null]);
});

test('the program is stopped when npm dies alone', async () => {
  // A shell in npm's place, killed while its child launches the program.
  const source = `
    const { launch } = await import(${JSON.stringify(launcher)});
    await launch(process.execPath, ['-e', ${JSON.stringify(listener)}]);`;
  const npm = spawn('sh', ['-c', '"$0" --input-type=module -e "$1"; true', process.execPath, source], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  const lines = createInterface({ input: npm.stdout })[Symbol.asyncIterator]();
  assert.match((await lines.next()).value as string, /^runs/);
  npm.kill('SIGKILL');
  assert.equal((await lines.next()).value, 'SIGTERM');
});
