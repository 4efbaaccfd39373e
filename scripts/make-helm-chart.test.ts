import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findHelm } from '@hawser/chart/helm';
import { parse } from 'yaml';

interface Step {
  name?: string;
  uses?: string;
  if?: string;
  run?: string;
}
interface Workflow {
  on: { workflow_dispatch: { inputs: Record<string, { default: string; options?: string[] }> } };
  jobs: { make: { env: Record<string, string>; steps: Step[] } };
}

const root = dirname(import.meta.dirname);
const workflow = parse(
  readFileSync(join(root, '.github/workflows/make-helm-chart.yaml'), 'utf8'),
) as Workflow;
const { steps, env } = workflow.jobs.make;
type Inputs = Readonly<Record<'chart' | 'bump' | 'extra', string>>;

/** Puts inputs into `${{ inputs.x }}`. */
const substitute = (text: string, inputs: Inputs): string =>
  text.replace(/\$\{\{\s*inputs\.(\w+)\s*\}\}/g, (_, name: keyof Inputs) => inputs[name]);

/** Whether a step's condition holds; it can only be `inputs.x != 'y'`. */
function holds(condition: string | undefined, inputs: Inputs): boolean {
  if (condition === undefined) return true;
  const [, name, value] =
    /^inputs\.(\w+) != '(\w*)'$/.exec(condition) ?? assert.fail(`unknown condition ${condition}`);
  return inputs[name as keyof Inputs] !== value;
}

describe('the workflow Make Helm Chart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-workflow-'));
  const origin = join(folder, 'origin.git');
  let path: string;
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' }).trim();
  const pages = (file: string) => git(origin, 'show', `gh-pages:${file}`);

  before(async () => {
    const helm = await findHelm(3);
    mkdirSync(join(folder, 'bin'));
    symlinkSync(helm.path, join(folder, 'bin/helm'));
    symlinkSync(process.execPath, join(folder, 'bin/node'));
    path = `${join(folder, 'bin')}:${process.env['PATH']}`;
    const source = join(folder, 'source');
    const files = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
    for (const file of files) if (file) cpSync(join(root, file), join(source, file), { recursive: true });
    git(source, 'init', '--quiet', '--initial-branch', 'main');
    git(source, 'add', '--all');
    git(source, '-c', 'user.name=t', '-c', 'user.email=t@localhost', 'commit', '--quiet', '--message', 'All');
    git(folder, 'clone', '--quiet', '--bare', source, origin);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the workflow's steps on a fresh clone, as a runner does. */
  function dispatch(inputs: Inputs): void {
    const clone = mkdtempSync(join(folder, 'clone-'));
    const temp = mkdtempSync(join(folder, 'temp-'));
    git(folder, 'clone', '--quiet', origin, clone);
    for (const { name, uses, if: condition, run } of steps) {
      if (uses !== undefined || !holds(condition, inputs)) continue;
      // What npm ci would install is this checkout's.
      if (name === 'Install') linkModules(clone);
      else
        execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run!], {
          cwd: clone,
          stdio: 'pipe',
          env: {
            ...process.env,
            ...Object.fromEntries(
              Object.entries(env).map(([key, value]) => [key, substitute(value, inputs)]),
            ),
            PATH: path,
            RUNNER_TEMP: temp,
            GITHUB_REF_NAME: 'main',
          },
        });
    }
  }

  /** Links installed packages into a clone; the project's own are those of the clone. */
  function linkModules(clone: string): void {
    const installed = execFileSync(
      'find',
      ['.', '-name', 'node_modules', '-prune', '-not', '-path', './.git/*'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    for (const modules of installed.trim().split('\n')) {
      mkdirSync(join(clone, modules), { recursive: true });
      for (const entry of readdirSync(join(root, modules))) {
        if (entry !== '@hawser') symlinkSync(join(root, modules, entry), join(clone, modules, entry));
      }
    }
    const own = join(clone, 'node_modules/@hawser');
    mkdirSync(own);
    for (const file of git(clone, 'ls-files', '*/package.json').split('\n')) {
      const { name } = JSON.parse(readFileSync(join(clone, file), 'utf8')) as { name?: string };
      const [, short] = /^@hawser\/([\w-]+)$/.exec(name ?? '') ?? [];
      if (short && !file.includes('template'))
        symlinkSync(relative(own, join(clone, dirname(file))), join(own, short));
    }
  }

  const index = () =>
    (parse(pages('index.yaml')) as { entries: Record<string, { version: string; digest: string }[]> })
      .entries;

  it('offers what the command knows', () => {
    const { inputs } = workflow.on.workflow_dispatch;
    assert.deepEqual(inputs['bump']!.options, ['none', 'major', 'minor', 'sprint', 'extra']);
    assert.deepEqual(Object.keys(inputs), ['chart', 'bump', 'extra']);
    assert.deepEqual(
      steps.flatMap(({ uses }) => (uses ? [uses.replace(/@v\d+$/, '')] : [])),
      ['actions/checkout', 'actions/setup-node', 'actions/upload-artifact'],
    );
    for (const { run } of steps) assert.doesNotMatch(run ?? '', /\$\{\{/, 'inputs are no text of commands');
  });

  it('makes all charts with new versions, a repository of them, and a commit of each', () => {
    dispatch({ chart: 'all', bump: 'sprint', extra: 'rc.1' });
    const charts = index();
    assert.ok(charts['hawser'] && charts['identity']);
    assert.deepEqual(
      charts['hawser'].map(({ version }) => version),
      ['0.1.1-rc.1'],
    );
    assert.match(git(origin, 'show', 'main:services/identity/package.json'), /"version": "0\.1\.1-rc\.1"/);
    assert.match(
      git(origin, 'log', '-1', '--format=%s', 'gh-pages'),
      /^Make charts: hawser-0\.1\.1-rc\.1 identity-/,
    );
    assert.equal(git(origin, 'rev-list', '--count', 'main'), '2');
  });

  it('makes one chart, and keeps the others', () => {
    const before = index();
    dispatch({ chart: 'identity', bump: 'extra', extra: '' });
    const { identity, ...others } = index();
    assert.deepEqual(
      identity!.map(({ version }) => version),
      ['0.1.1-rc.2', '0.1.1-rc.1'],
    );
    const { identity: _, ...kept } = before;
    assert.deepEqual(others, kept);
  });

  it('pushes nothing when nothing is new, or when a version has other contents', () => {
    const heads = () => git(origin, 'show-ref');
    const before = heads();
    dispatch({ chart: 'identity', bump: 'none', extra: '' });
    assert.equal(heads(), before);
    assert.throws(
      () => dispatch({ chart: 'hawser', bump: 'none', extra: '' }),
      /VERSION_EXISTS: .* has hawser 0\.1\.1-rc\.1 already/,
      'the umbrella has another identity in it now',
    );
    assert.equal(heads(), before);
    assert.throws(() => dispatch({ chart: '$(touch x)', bump: 'sprint', extra: '' }), /SERVICE_UNKNOWN/);
  });
});
