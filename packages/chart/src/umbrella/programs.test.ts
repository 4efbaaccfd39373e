import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { writeChart } from '../generate/file.ts';
import type { ChartFacts } from '../generate/project.ts';
import { charts, factsOf, render, root, writeCharts } from '../generate/testing.ts';
import { assembleChart } from '../render/index.ts';
import { checkManifests, formatProblems, parseManifests } from '../validate/index.ts';
import { umbrellaFiles, umbrellaName } from './index.ts';

before(writeCharts);
after(() => rmSync(root, { recursive: true, force: true }));

describe('the chart of a platform with a supervisor and programs', () => {
  const folder = join(root, 'deploy/helm', umbrellaName);
  const chart = join(root, 'assembled');
  before(() => {
    const files = umbrellaFiles({ version: '0.1.0', charts, folder });
    writeChart(folder, files);
    // Nothing of what is bundled is looked at here.
    const document = parse(files.get('Chart.yaml')!) as { dependencies: { name: string }[] };
    const dependencies = document.dependencies.filter(({ name }) => !['postgresql', 'redis'].includes(name));
    writeFileSync(join(folder, 'Chart.yaml'), JSON.stringify({ ...document, dependencies }));
    assembleChart(folder, chart);
  });
  const objectsIn = (text: string) => parseManifests(text).manifests.map(({ object }) => object);
  const named = (facts: ChartFacts[], text: string) =>
    facts.map(({ name }) => [name, text.includes(`/charts/${name}/templates/`)]);

  it('has each as a dependency with `enabled`', async () => {
    const programs = ['console', 'docs', 'initializer', 'supervisor'].map(factsOf);
    const all = await render(chart);
    assert.deepEqual(
      named(programs, all),
      programs.map(({ name }) => [name, true]),
    );
    const off = programs.flatMap(({ name }) => ['--set', `${name}.enabled=false`]);
    const none = await render(chart, ...off);
    assert.deepEqual(
      named(programs, none),
      programs.map(({ name }) => [name, false]),
    );
  });

  it('gives objects that are right, in restricted pods', async () => {
    const problems = await checkManifests(
      await render(chart, '--set', 'global.supervisor_namespace=plugins'),
      {
        namespace: 'platform',
        external: ['Secret/*', 'Service/postgresql'],
      },
    );
    assert.equal(formatProblems(problems), '');
  });

  it('gives a supervisor rights in the namespace of plugins, and nobody else any there', async () => {
    const text = await render(chart, '--set', 'global.supervisor_namespace=plugins');
    const there = objectsIn(text).filter(({ metadata }) => metadata?.namespace === 'plugins');
    assert.deepEqual(
      there.map(({ kind, metadata }) => `${kind} ${metadata!.name}`),
      ['Role supervisor', 'RoleBinding supervisor'],
    );
    const rights = objectsIn(text).filter(({ kind }) => /Role/.test(kind ?? ''));
    assert.deepEqual(
      rights.map(({ kind, metadata }) => `${metadata!.namespace}: ${kind} ${metadata!.name}`).sort(),
      [
        'platform: Role hawser-secrets',
        'platform: Role initializer',
        'platform: RoleBinding hawser-secrets',
        'platform: RoleBinding initializer',
        'plugins: Role supervisor',
        'plugins: RoleBinding supervisor',
      ],
    );
    const [binding] = there.filter(({ kind }) => kind === 'RoleBinding');
    assert.deepEqual(binding!['subjects'], [
      { kind: 'ServiceAccount', name: 'supervisor', namespace: 'platform' },
    ]);
  });

  it('has the declared initializer in place of its own', async () => {
    const jobs = objectsIn(await render(chart))
      .filter(({ kind }) => kind === 'Job')
      .map(({ metadata }) => metadata!.name!.replace(/-[0-9a-f]{8}$/, ''));
    assert.deepEqual(
      jobs.filter(name => /initial/.test(name)),
      ['initializer'],
    );
  });
});
