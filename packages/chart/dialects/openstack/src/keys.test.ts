import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { findHelm } from '../../../src/helm/index.ts';
import { someOf } from '../../../src/library/some-of.ts';
import { isMap, type Values } from './defaults.ts';
import { readOpenStackValues } from './read.ts';
import { chartOf, documents, example, rendering, writeWhole } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'openstack-keys-'));
after(() => rmSync(folder, { recursive: true }));

/** Paths of all values that aren't maps; a list is one value. */
function leaves(values: Values, path: string[] = []): string[][] {
  return Object.entries(values).flatMap(([key, value]) =>
    isMap(value) && Object.keys(value).length > 0 ? leaves(value, [...path, key]) : [[...path, key]],
  );
}

/** The values without what stands at a path. */
function without(values: Values, [key = '', ...rest]: readonly string[]): Values {
  const { [key]: value, ...others } = values;
  return rest.length === 0 ? others : { ...others, [key]: without(value as Values, rest) };
}

/** Keys that do something only with another value than what they have without: their default, or what follows from another key. */
const sameAsDefault: Readonly<Record<string, string>> = {
  'bootstrap.enabled': 'false',
  'network.api.ingress.public': 'false',
  'network.api.port': '5002',
  'network.admin.port': '5003',
  'upgrades.deployments.pod_replacement_strategy': 'Recreate',
};

const chart = chartOf('keystone');

for (const name of ['july-2017', 'august-2017'])
  it(`each key of ${name}.yaml changes what is rendered, or is said to have no effect`, async () => {
    const values = parse(example(name)) as Values;
    const { problems, notes } = readOpenStackValues(example(name), chart);
    assert.deepEqual(problems, []);
    const said = notes.map(({ path }) => path);
    const isSaid = (path: string) =>
      said.some(one => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}[`));
    const effective = leaves(values).filter(path => !isSaid(path.join('.')));
    assert.ok(effective.length > 60);
    const tried = someOf(effective);
    const path = join(folder, name);
    writeWhole(path, chart);
    const helm = await findHelm(4);
    const render = async (variant: Values) => {
      const { exitCode, stdout, stderr } = await rendering(helm, path, stringify(variant));
      // What can't be left out is read, too.
      return exitCode === 0 ? documents(stdout).join('\n') : stderr;
    };
    const whole = await render(values);
    const idle: string[] = [];
    for (let i = 0; i < tried.length; i += 4) {
      const some = tried.slice(i, i + 4);
      const outputs = await Promise.all(some.map(key => render(changed(values, key))));
      outputs.forEach((output, offset) => {
        if (output === whole) idle.push(some[offset]!.join('.'));
      });
    }
    assert.deepEqual(idle, []);
  });

function changed(values: Values, path: readonly string[]): Values {
  const other = sameAsDefault[path.join('.')];
  return other === undefined ? without(values, path) : replaced(values, path, parse(other));
}

const replaced = (values: Values, [key = '', ...rest]: readonly string[], value: unknown): Values => ({
  ...values,
  [key]: rest.length === 0 ? value : replaced(values[key] as Values, rest, value),
});
