import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { lintChart } from '../lint/index.ts';
import { assembleChart } from '../render/index.ts';
import { chartFiles } from './chart.ts';
import type { ProgramSource } from './program.ts';
import { chartFacts } from './project.ts';
import { chartOf, factsOf, helms, program, render, root, source, writeCharts } from './testing.ts';

before(writeCharts);
after(() => rmSync(root, { recursive: true, force: true }));

const valuesOf = (name: string) =>
  parse(chartFiles(factsOf(name)).get('values.yaml')!) as Record<string, unknown>;

/** Compares texts with `golden/<name>`; UPDATE_GOLDEN=1 writes that instead, for a review. */
function compare(name: string, text: string): void {
  const file = join(import.meta.dirname, 'golden', name);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${name} is another now; UPDATE_GOLDEN=1 accepts it`);
}

for (const [name, kind, templates] of [
  ['console', 'frontend', 'conf deployment hpa ingress pdb pvc service-account service'],
  ['docs', 'static', 'deployment hpa ingress pdb pvc service-account service'],
  ['initializer', 'initializer', 'job role-binding role service-account'],
] as const) {
  describe(`the chart of a program of the kind ${kind}`, () => {
    it('has its files, templates of a line each, and every value in its README', () => {
      const files = chartFiles(factsOf(name));
      const made = [...files.keys()].filter(path => /^templates\/.*\.yaml$/.test(path)).sort();
      assert.deepEqual(
        made,
        templates.split(' ').map(file => `templates/${file}.yaml`),
      );
      for (const path of made)
        assert.match(files.get(path)!, /^\{\{ include "hawser\.[a-z.]+" \. -\}\}\n$/, path);
      for (const path of 'Chart.yaml README.md values.schema.json templates/NOTES.txt'.split(' '))
        assert.ok(files.has(path), path);
      assert.ok(!files.has('config/config.yaml'));
      for (const key of Object.keys(valuesOf(name)))
        assert.ok(files.get('README.md')!.includes(`| \`${key}\` |`), key);
      assert.deepEqual(
        (parse(files.get('Chart.yaml')!) as { annotations: Record<string, string> }).annotations[
          'hawser/kind'
        ],
        kind,
      );
    });

    it('has the values and makes the objects that were reviewed', async () => {
      compare(`${kind}.values.yaml`, chartFiles(factsOf(name)).get('values.yaml')!);
      const folder = join(root, 'rendered', name);
      assembleChart(chartOf(name), folder);
      compare(`${kind}.yaml`, await render(folder));
    });

    it('passes every check with its defaults, under both Helms', async () => {
      assert.deepEqual(await lintChart(chartOf(name), { helms }), []);
    });
  });
}

describe('the chart of a supervisor', () => {
  it('is a service’s, with rights where plugins run in place of those that a file may give', async () => {
    const files = chartFiles(factsOf('supervisor'));
    assert.deepEqual([...files.keys()], [...chartFiles(factsOf('identity')).keys()]);
    assert.equal(files.get('templates/role.yaml'), '{{ include "hawser.supervisor.role" . -}}\n');
    assert.equal(
      files.get('templates/role-binding.yaml'),
      '{{ include "hawser.supervisor.rolebinding" . -}}\n',
    );
    const { scheduler, worker, grpc, global } = valuesOf('supervisor') as Record<
      string,
      { [key: string]: unknown }
    >;
    assert.deepEqual([scheduler, worker, grpc], [true, true, false]);
    assert.equal(global!['supervisor_namespace'], '');
    assert.match(
      files.get('README.md')!,
      /in the namespace of plugins, `global\.supervisor_namespace`, and nowhere else/,
    );
    assert.doesNotMatch(files.get('README.md')!, /\| `rbac/);
    const chart = chartOf('supervisor');
    assert.deepEqual(await lintChart(chart, { helms }), []);
    assert.deepEqual(await lintChart(chart, { helms, set: ['global.supervisor_namespace=plugins'] }), []);
  });

  it('is let in by those that it asks', () => {
    assert.deepEqual(factsOf('supervisor').asks, ['plugin']);
    assert.ok(factsOf('plugin').node.callers.includes('supervisor'));
  });
});

describe('an initializer', () => {
  it('has the addresses of services that answer and of plugins that run in pods, and they let it in', () => {
    const { services, plugins } = valuesOf('initializer');
    assert.deepEqual(Object.keys(services as object).sort(), [
      'identity',
      'inventory',
      'plugin',
      'repository',
      'secret',
    ]);
    assert.deepEqual(plugins, { 'plugin-gauge': 'grpc://plugin-gauge:50051' });
    for (const name of ['identity', 'plugin-gauge'])
      assert.equal(factsOf(name).node.callers.at(-1), 'initializer', name);
  });
});

describe('a program that can’t be', () => {
  const refused = (...programs: ProgramSource[]) => {
    try {
      chartFacts({ ...source, programs });
    } catch (error) {
      return (error as Error).message;
    }
    return assert.fail('nothing was refused');
  };
  it('is refused with its name and why', () => {
    const taken = 'has a name that something else of the platform has; choose another one';
    assert.equal(refused(program('static', 'identity')), `the program "identity" ${taken}`);
    assert.equal(refused(program('static', 'plugin-gauge')), `the program "plugin-gauge" ${taken}`);
    assert.equal(refused(program('static', 'secrets')), `the program "secrets" ${taken}`);
    assert.equal(refused(program('static', 'initializer')), `the program "initializer" ${taken}`);
    assert.match(refused(program('static', 'a'), program('frontend', 'a')), /^the program "a" has a name/);
    const { folder } = factsOf('identity');
    assert.match(
      refused(program('static', 'a', { folder: `${folder}/` })),
      /^the program "a" has the folder of identity;/,
    );
    assert.match(refused(program('static', 'My site')), /"My site" needs a name of lower-case words/);
    assert.match(
      refused(program('frontent' as 'frontend', 'a')),
      /has the kind "frontent"; did you mean "frontend"\? There are frontend, static, initializer$/,
    );
  });
});
