import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { acquireLock } from './lock.ts';
import { startTime } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-lock-test-'));
const path = join(folder, 'lock');
after(() => rmSync(folder, { recursive: true, force: true }));

const write = (pid: number, started: string) => writeFileSync(path, JSON.stringify({ pid, started }));

test('a lock is held until it is given back', () => {
  const release = acquireLock(path);
  assert.throws(() => acquireLock(path), {
    code: 'DATA_LOCKED',
    message: new RegExp(`process ${process.pid}\\b`),
    hint: new RegExp(`kill ${process.pid}\\b.*HAWSER_DATA`),
  });
  release();
  acquireLock(path)();
  assert.deepEqual(readdirSync(folder), []);
});

test('the lock of a killed process is taken over', async () => {
  const child = spawn('sleep', ['600']);
  const started = startTime(child.pid!)!;
  write(child.pid!, started);
  assert.throws(() => acquireLock(path), { code: 'DATA_LOCKED' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  acquireLock(path)();
});

test('a process that got the id of the killed one does not hold its lock', () => {
  write(process.pid, 'another time');
  acquireLock(path)();
});

test('what is no lock is replaced', () => {
  for (const text of ['', '{}', 'null', '17', '{"pid":"x"']) {
    writeFileSync(path, text);
    acquireLock(path)();
    assert.equal(existsSync(path), false);
  }
});

test('of many processes one gets a stale lock', async () => {
  write(1, 'another time');
  const source = `
    const { acquireLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock.ts'))});
    process.stdin.once('data', () => {
      try { acquireLock(${JSON.stringify(path)}); console.log('held'); } catch (error) { console.log(error.code); }
    });
    process.stdin.once('end', () => {});
    console.log('ready');`;
  const outcomes = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      return child;
    }),
  ).then(contenders =>
    Promise.all(
      contenders.map(async child => {
        const answer = once(child.stdout, 'data');
        child.stdin.write('go\n');
        return { child, text: String((await answer)[0]).trim() };
      }),
    ),
  );
  assert.deepEqual(outcomes.map(({ text }) => text).sort(), [
    'DATA_LOCKED',
    'DATA_LOCKED',
    'DATA_LOCKED',
    'held',
  ]);
  await Promise.all(
    outcomes.map(({ child }) => {
      child.stdin.end();
      return once(child, 'exit');
    }),
  );
  acquireLock(path)();
});
