import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { parse, stringify } from 'yaml';
import { findHelm } from '../../../src/helm/index.ts';
import { readTarsValues } from './read.ts';
import { renderTogether } from './testing.ts';

type Path = readonly (string | number)[];

/** Another value for keys that take few. */
const others: Readonly<Record<string, string>> = {
  subtype: 'normal',
  template: 'tars.java',
  operator: 'NotIn',
  imagePullPolicy: 'Never',
  podManagementPolicy: 'Parallel',
  abilityAffinity: 'ServerRequired',
  mountPropagation: 'Bidirectional',
  mode: '0700',
  uid: '77',
  gid: '78',
  id: 'another',
};

/** The paths of all keys in a value; what is empty says nothing. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    const empty = typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0;
    return empty ? [] : [path, ...pathsOf(inner, path)];
  });
}

/** A copy with what is at a path removed, or changed. */
function copy(value: unknown, path: Path, change: 'removed' | 'changed'): unknown {
  const whole = structuredClone(value) as Record<string | number, unknown>;
  const parent = path.slice(0, -1).reduce((item, step) => item[step] as typeof whole, whole);
  const key = path.at(-1)!;
  if (change === 'changed') parent[key] = another(parent[key], String(key));
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return whole;
}

function another(value: unknown, key: string): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return others[key] ?? (typeof value === 'object' ? value : `${value}x`);
}

for (const name of ['full', 'label-match', 'mounts-corrected', 'features', 'normal'])
  it(`each key of ${name}.yaml changes what is made, or is reported`, async () => {
    const helm = await findHelm(4);
    const text = readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), 'utf8');
    const values = parse(text) as object;
    const paths = pathsOf(values);
    assert.ok(paths.length > 5);
    const variants = paths.flatMap(path =>
      (['removed', 'changed'] as const).map(change => ({
        path,
        text: stringify(copy(values, path, change)),
      })),
    );
    const reported = new Set(readTarsValues(text).unused.map(({ path }) => path));
    /** Those that are refused have an effect: it says so. */
    const refused = variants.filter(variant => readTarsValues(variant.text).problems.length > 0);
    const right = variants.filter(variant => !refused.includes(variant));
    const [before, ...made] = await renderTogether(helm, [
      stringify(values),
      ...right.map(variant => variant.text),
    ]);
    const effective = new Set([
      ...refused.map(({ path }) => path),
      ...right.filter((_, i) => made[i] !== before).map(({ path }) => path),
    ]);
    const silent = paths.filter(path => !effective.has(path) && !reported.has(String(path[0])));
    assert.deepEqual(
      silent.map(path => path.join('.')),
      [],
    );
  });
