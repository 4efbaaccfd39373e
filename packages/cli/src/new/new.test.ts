import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { cleanEnvironment, hawser, here } from '../../test/hawser.ts';
import { Running } from '../../test/lines.ts';
import { checkout } from './checkout.ts';
import { addToPlatform } from './platform-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-new-'));
after(() => rmSync(folder, { recursive: true, maxRetries: 3 }));

const canGenerate = spawnSync('go', ['version']).status === 0;
const generating = { skip: canGenerate ? false : 'generating code needs Go, which is not here' };

describe('hawser new service', generating, () => {
  const service = join(folder, 'cost-analysis');

  it('writes a service under the new name alone', async () => {
    const { code, stdout, stderr } = await hawser(['new', 'service', 'cost-analysis'], { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^cost-analysis is ready\.\nTry next:\n {2}\S*node --test cost-analysis\/src\/service\/\*\.test\.ts\n/m,
    );
    const files = globSync('**/*.{ts,proto,json,md,js}', { cwd: service, exclude: ['node_modules/**'] });
    for (const file of files) {
      assert.doesNotMatch(file, /item.store/i);
      assert.doesNotMatch(readFileSync(join(service, file), 'utf8'), /item.?store/i, file);
    }
    assert.ok(files.includes('gen/cost_analysis/v1/cost_analysis_pb.js'));
  });

  it('whose own tests pass', () => {
    // With it, the runner would take itself for a part of this test.
    const { NODE_TEST_CONTEXT: _, ...env } = cleanEnvironment();
    const { status, stdout } = spawnSync(process.execPath, ['--test', 'src/service/*.test.ts'], {
      cwd: service,
      encoding: 'utf8',
      env,
    });
    assert.equal(status, 0, stdout);
    assert.match(stdout, /pass 4\n/);
  });

  it('and which runs', async () => {
    interface Event {
      event: string;
      url?: string;
    }
    const running = new Running<Event>(['up', '--port', '0', '--any-ports', '-o', 'json'], { cwd: service });
    const [ready] = await running.said(({ event }) => event === 'ready');
    const create = ['call', 'cost-analysis.CostAnalysisService.CreateItem', '-p', 'name=lamp'];
    const made = await here(create, { cwd: service });
    assert.equal(made.code, 0, made.stderr);
    const items = await (await fetch(`${ready!.url}/cost-analysis/v1/items`)).text();
    assert.match(items, /"name":"lamp"/);
    running.child.kill('SIGTERM');
    assert.deepEqual(await running.exited, [0, null]);
  });

  it('leaves alone what is there', async () => {
    const before = readFileSync(join(service, 'service.ts'), 'utf8');
    const { code, stderr } = await here(['new', 'service', 'cost-analysis'], { cwd: folder });
    assert.deepEqual([code, stderr], [2, `error: ${service} is there already\n`]);
    assert.equal(readFileSync(join(service, 'service.ts'), 'utf8'), before);
  });

  it('puts it into services/ and into platform.ts, where there are', async () => {
    const project = join(folder, 'project');
    mkdirSync(join(project, 'services'), { recursive: true });
    const platform = join(project, 'platform.ts');
    writeFileSync(platform, "import x from './x.ts';\nexport default definePlatform({ services: [x] });\n");
    const { code, stdout } = await hawser(['new', 'service', 'note'], { cwd: project });
    assert.equal(code, 0);
    assert.match(stdout, /^services\/note is ready\. platform\.ts has it, too\.\n/);
    assert.ok(existsSync(join(project, 'services/note/gen')));
    assert.match(readFileSync(platform, 'utf8'), /services: \[x, note\]/);
  });
});

describe('hawser generate', generating, () => {
  for (const module of ['examples/greeter', 'packages/cli/template/service', 'packages/cli/testdata']) {
    it(`finds ${module} up to date`, async () => {
      const { code, stderr } = await hawser(['generate', module, '--check'], { cwd: checkout });
      assert.deepEqual([code, stderr], [0, 'generated code is up to date\n']);
    });
  }

  it('says that there is no contract', async () => {
    const { code, stderr } = await here(['generate'], { cwd: tmpdir() });
    assert.deepEqual([code, stderr], [2, `error: ${tmpdir()} has no folder proto\n`]);
  });
});

describe('platform.ts', () => {
  const edited = (text: string): string | false => {
    const file = join(folder, 'platform.ts');
    writeFileSync(file, text);
    const added = addToPlatform(file, join(folder, 'services/cost-analysis'), 'cost-analysis');
    return added && readFileSync(file, 'utf8');
  };

  it('gets an import and an entry', () => {
    assert.equal(
      edited(
        "import a from 'a';\nimport b from 'b';\n\nexport default definePlatform({\n  services: [\n    a,\n    b,\n  ],\n});\n",
      ),
      "import a from 'a';\nimport b from 'b';\nimport costAnalysis from './services/cost-analysis/service.ts';\n\n" +
        'export default definePlatform({\n  services: [a, b, costAnalysis],\n});\n',
    );
  });

  it('stays as it is when it is written in another way', () => {
    assert.equal(
      edited("import a from 'a';\nconst services = [a];\nexport default definePlatform({ services });\n"),
      false,
    );
  });
});
