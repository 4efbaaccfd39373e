import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fail } from './fail.mjs';
import { ensureInstalled } from './install.mjs';
import { launch } from './launch.mjs';
import { findNode, root } from './node.mjs';
import { findTests } from './test-files.mjs';

/** Milliseconds that one test may take; cluster tests wait for images and pods. */
const testTimeout = 300_000;

const jobs = {
  start: args => launch(findNode(), [join(root, 'packages/cli/src/main.mjs'), 'up', ...args]),
  test: args =>
    runTests(
      ['scripts', 'proto', 'packages', 'services', 'plugins', 'examples', 'e2e/local'],
      args,
      // Many wait for servers, timers and connections: half of them at a time.
      2 * Math.max(2, availableParallelism()),
    ),
  'test:interop': args => runTests(['e2e/interop'], args, 1),
  'test:cluster': async args => {
    const { requireCluster } = await import('./cluster.mjs');
    await requireCluster();
    await runTests(['e2e/cluster'], args, 1);
  },
  bench: args => {
    ensureInstalled(join(root, 'bench'));
    return launch(findNode(), [join(root, 'bench/main.ts'), ...args]);
  },
  generate: args => launch(findNode(), [join(root, 'scripts/generate.mjs'), ...args]),
};

/** Runs a job of the root package's scripts by its name. */
export async function runJob(name, args) {
  const job = jobs[name];
  if (job === undefined) fail(`usage: node scripts/run.mjs ${Object.keys(jobs).join('|')} [arguments]`);
  ensureInstalled();
  await job(args);
}

/** Runs test files with Node's runner; arguments that start with a dash are the runner's, others filter the files. */
async function runTests(folders, args, concurrency) {
  const files = findTests(
    folders,
    args.filter(arg => !arg.startsWith('-')),
  );
  if (files.length === 0)
    fail(`No test ran: no *.test.ts below ${folders.join(', ')} matches ${args.join(' ') || 'anything'}`);
  // A Helm that has to be built takes longer than one test may. What can't be had, the tests that need it tell.
  if (files.some(file => /helm/i.test(readFileSync(join(root, file), 'utf8'))))
    spawnSync(findNode(), [join(root, 'packages/chart/src/helm/prepare.ts')], { stdio: 'inherit' });
  const options = [
    '--test',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${testTimeout}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${join(root, 'scripts/bootstrap/no-test-reporter.mjs')}`,
    '--test-reporter-destination=stderr',
    ...args.filter(arg => arg.startsWith('-')),
  ];
  // Test files are processes, and most load the same modules: compiled once, kept where npm ci starts afresh.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/hawser/tests'), ...process.env };
  await launch(findNode(), [...options, ...files], { cwd: root, env });
}
