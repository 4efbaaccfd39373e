import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

// A checkout of its own, with the scripts (not their tests: those would run this one again) and no dependencies.
const checkout = mkdtempSync(join(tmpdir(), 'hawser-jobs-test-'));
after(() => rmSync(checkout, { recursive: true, force: true }));
cpSync(dirname(import.meta.dirname), join(checkout, 'scripts'), {
  recursive: true,
  filter: path => !path.endsWith('.test.ts'),
});

function write(path: string, text: string) {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), text);
}

const lock = (packages: object) =>
  JSON.stringify({ name: 'x', version: '1.0.0', lockfileVersion: 3, packages });
const locked = {
  '': { name: 'x', version: '1.0.0', dependencies: { 'left-out': '1.0.0' } },
  'node_modules/left-out': { version: '1.0.0' },
};
write('package.json', JSON.stringify({ name: 'x', version: '1.0.0', dependencies: { 'left-out': '1.0.0' } }));
write('package-lock.json', lock(locked));
write('node_modules/.package-lock.json', lock(locked));

function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  // The runner doesn't run inside a runner unless this is unset.
  const { NODE_TEST_CONTEXT: _, ...outer } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(checkout, 'scripts/run.mjs'), ...args],
    {
      cwd: tmpdir(),
      encoding: 'utf8',
      env: { ...outer, npm_execpath: '', KUBECONFIG: '', CLUSTER_REGISTRY: '', ...env },
    },
  );
  return { status, stdout, stderr: stderr.trim() };
}

test('a job that there is none of is told with those that there are', () => {
  const { status, stderr } = run(['deploy']);
  assert.equal(status, 1);
  assert.match(stderr, /^usage: .*start\|test\|/);
});

test('arguments reach the program', () => {
  write('packages/cli/src/main.mjs', "await import('./run.ts');");
  write(
    'packages/cli/src/run.ts',
    'const args: string[] = process.argv.slice(2); console.log(JSON.stringify(args));',
  );
  assert.equal(run(['start', '--watch', 'identity']).stdout, '["up","--watch","identity"]\n');
});

test('the hawser command runs in the process itself', () => {
  write('packages/cli/src/main.mjs', 'console.log(JSON.stringify([process.pid, ...process.argv.slice(1)]));');
  const { pid, stdout } = spawnSync(process.execPath, [join(checkout, 'scripts/hawser.mjs'), 'up'], {
    encoding: 'utf8',
  });
  assert.deepEqual(JSON.parse(stdout), [pid, join(checkout, 'packages/cli/src/main.mjs'), 'up']);
});

test('tests are found below their folders, filtered by path, and their result is the exit code', () => {
  write('packages/a/src/x.test.ts', "import { test } from 'node:test'; test('good', () => {});");
  write('packages/a/node_modules/y/y.test.ts', 'throw 1');
  write('services/b/src/z.test.ts', "import { test } from 'node:test'; test('bad', () => { throw 1; });");
  const some = run(['test', 'packages/a']);
  assert.equal(some.status, 0);
  assert.match(some.stdout, /✔ good[\s\S]*ℹ tests 1\n[\s\S]*ℹ fail 0\n/);
  const all = run(['test']);
  assert.equal(all.status, 1);
  assert.match(all.stdout, /ℹ tests 2\n[\s\S]*ℹ fail 1\n/);
});

test('a run in which no test ran fails', () => {
  for (const args of [['nowhere'], ['packages/a', '--test-name-pattern=none']]) {
    const { status, stderr } = run(['test', ...args]);
    assert.equal(status, 1);
    assert.match(stderr, /^No test ran: /);
  }
});

test('what is missing for cluster tests is told in one line', () => {
  symlinkSync(join(import.meta.dirname, '../../node_modules/yaml'), join(checkout, 'node_modules/yaml'));
  write(
    'kubeconfig',
    `current-context: c
contexts: [{ name: c, context: { cluster: k } }]
clusters: [{ name: k, cluster: { server: "https://127.0.0.1:1" } }]`,
  );
  const CLUSTER_REGISTRY = '127.0.0.1:5000';
  const cases: [NodeJS.ProcessEnv, RegExp][] = [
    [{}, /^KUBECONFIG isn't set: .+$/],
    [{ KUBECONFIG: '/nowhere' }, /^CLUSTER_REGISTRY isn't set: .+$/],
    [{ KUBECONFIG: '/nowhere', CLUSTER_REGISTRY }, /^KUBECONFIG names no file that exists .+$/],
    [
      { KUBECONFIG: join(checkout, 'kubeconfig'), CLUSTER_REGISTRY },
      /^The cluster at https:\/\/127\.0\.0\.1:1 doesn't answer .+$/,
    ],
  ];
  for (const [env, line] of cases) {
    const { status, stderr } = run(['test:cluster'], env);
    assert.equal(status, 1);
    assert.match(stderr, line);
  }
});

test('a failed installation is told in one line with the way out', () => {
  write('package-lock.json', lock({ ...locked, 'node_modules/left-out': { version: '2.0.0' } }));
  const { status, stderr } = run(['start'], {
    npm_config_offline: 'true',
    npm_config_cache: join(checkout, 'cache'),
  });
  assert.equal(status, 1);
  assert.match(stderr, /^Installing dependencies…\nInstalling dependencies failed \(\w+\): .+$/);
});
