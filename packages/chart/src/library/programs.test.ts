import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ValuesKind, valuesByKind } from '../values/index.ts';
import { everyFrontend, everyInitializer, everySite } from './everything-programs.ts';
import { places, without } from './places.ts';
import { podSpec } from './read.ts';
import { someOf } from './some-of.ts';
import { type ChartCase, checkCases, renderCases } from './testing.ts';

const kinds = [
  ['frontend', everyFrontend, 'Deployment'],
  ['static', everySite, 'Deployment'],
  ['initializer', everyInitializer, 'Job'],
] as const satisfies readonly (readonly [ValuesKind, object, string])[];

/** What only makes sense with what a test takes away beside it, and is refused by name then. */
const needed = /: (is missing|an Ingress needs|replicas is fixed|give one of the two|the rest server is off)/;

for (const [kind, everything, made] of kinds) {
  describe(`values of the kind ${kind}`, () => {
    test('are all tried here', () => {
      const schema = valuesByKind[kind];
      assert.deepEqual(schema.safeParse(everything).error?.issues ?? [], []);
      assert.deepEqual(
        Object.keys(schema.shape).filter(key => !(key in everything)),
        [],
      );
    });

    test('make valid objects under both Helms, with each variable once', async () => {
      const external = ['ServiceAccount/*', 'ConfigMap/common', 'Service/*'];
      const charts = await checkCases({ all: { kind, values: everything } }, { external });
      const object = charts.get('all')!.objects.find(one => one.kind === made)!;
      const names = podSpec(object).containers[0]!.env!.map(({ name }) => name);
      assert.deepEqual([...new Set(names)], names);
      const value = podSpec(object).containers[0]!.env!.find(({ name }) => name === 'HAWSER_TOKEN_INFO__URI');
      assert.equal(value?.value, '/elsewhere', 'what the values say stays');
    });

    for (const way of ['null', 'absent'] as const)
      test(`may be ${way}, each`, async () => {
        const cases: Record<string, ChartCase> = {};
        for (const path of someOf([...places(everything)]))
          cases[`case-${Object.keys(cases).length}`] = { kind, values: without(everything, [path], way) };
        const { refusal } = await renderCases(4, cases, { together: true, oneFile: true });
        const refused = refusal.split('\n').filter(line => /^ {2}case-/.test(line));
        assert.deepEqual(
          refused.filter(line => !needed.test(line)),
          [],
        );
        const named = new Set(refused.map(line => /^ {2}(case-\d+)\./.exec(line)![1]!));
        assert.ok(named.size < 10, String(named.size));
        const rest = Object.fromEntries(Object.entries(cases).filter(([name]) => !named.has(name)));
        assert.ok(Object.keys(rest).length > 10);
        const rendered = await renderCases(4, rest, { oneFile: true });
        assert.equal(rendered.refusal, '');
        for (const name of Object.keys(rest))
          assert.match(rendered.texts.get(name) ?? '', new RegExp(`^kind: ${made}$`, 'm'), name);
      });
  });
}

test('an initializer has its token from the Secret also where the configuration has one', async () => {
  const values = {
    systemSecret: { existingSecret: 'system' },
    global: { shared: { TOKEN: 'of-the-platform' } },
  };
  const charts = await checkCases({ initializer: { kind: 'initializer', values } });
  const job = charts.get('initializer')!.objects.find(({ kind }) => kind === 'Job')!;
  const { containers, volumes } = podSpec(job);
  assert.deepEqual(
    containers[0]!.env!.map(({ name, value }) => `${name}=${value}`),
    ['HAWSER_TOKEN_INFO__PROTOCOL=file', 'HAWSER_TOKEN_INFO__URI=/run/secrets/hawser/system/token'],
  );
  assert.deepEqual(
    volumes.map(({ name }) => name),
    ['system-secret', 'tmp'],
  );
});
