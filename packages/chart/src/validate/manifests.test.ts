import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineOf, parseManifests } from './manifests.ts';

test('documents become objects with their template and line; empty ones are left out', () => {
  const { manifests, problems } = parseManifests(`---
# Source: chart/templates/a.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
data:
  text: |
    one
     --- two
---
# Source: chart/templates/nothing.yaml
---
# Source: chart/templates/b.yaml
apiVersion: v1
kind: Secret
metadata: {name: b}
`);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    manifests.map(({ object, source }) => [object.kind, object.metadata?.name, source]),
    [
      ['ConfigMap', 'a', 'chart/templates/a.yaml'],
      ['Secret', 'b', 'chart/templates/b.yaml'],
    ],
  );
  assert.deepEqual(manifests[0]!.object['data'], { text: 'one\n --- two\n' });
  assert.equal(lineOf(manifests[0]!, 'data.text'), 8);
  assert.equal(lineOf(manifests[1]!, 'metadata.name'), 17);
  assert.equal(lineOf(manifests[1]!, 'metadata.labels["a/b"].c'), 17);
});

test('the line of a field in a list, and of a key with dots', () => {
  const { manifests } = parseManifests('apiVersion: v1\nkind: X\nlist:\n  - a: 1\n  - a: 2\n    b.c/d: 3\n');
  assert.equal(lineOf(manifests[0]!, 'list[1].a'), 5);
  assert.equal(lineOf(manifests[0]!, 'list[1]["b.c/d"]'), 6);
});

test('a key that is there twice is a problem with its line', () => {
  const { manifests, problems } = parseManifests(
    '---\n# Source: c/t.yaml\napiVersion: v1\nkind: X\nkind: Y\n',
  );
  assert.deepEqual(manifests, []);
  assert.deepEqual(problems, [{ object: 'c/t.yaml', path: '', message: 'line 5: Map keys must be unique' }]);
});

test('what is no YAML or no object is a problem; the other documents are read', () => {
  const { manifests, problems } = parseManifests(
    'a: [\n---\nnothing\n---\nkind: X\n---\napiVersion: v1\nkind: Z\n',
  );
  assert.deepEqual(
    problems.map(({ object }) => object),
    ['line 1', 'line 2', 'line 4'],
  );
  assert.equal(manifests.length, 1);
});

const scalars: [text: string, value: unknown][] = [
  ['on', true],
  ['y', true],
  ['No', false],
  ['"on"', 'on'],
  ['0644', 420],
  ['0o644', 420],
  ['0x1F', 31],
  ['0b11', 3],
  ['1_000', 1000],
  ['089', 89],
  ['1.10', 1.1],
  ['1e3', 1000],
  ['1.5e3', 1500],
  ['12e4567', '12e4567'],
  ['e12', 'e12'],
  ['12:30', '12:30'],
  ['12:30:45', '12:30:45'],
  ['2026-01-31', '2026-01-31'],
  ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00Z'],
  ['~', null],
  ['=', '='],
];

for (const [text, value] of scalars) {
  test(`${text} is read as kubectl reads it`, () => {
    assert.deepEqual(
      parseManifests(`apiVersion: v1\nkind: X\na: ${text}\n`).manifests[0]!.object['a'],
      value,
    );
  });
}

test('a List counts as its items', () => {
  const { manifests } = parseManifests(
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: A}\n- {apiVersion: v1, kind: B}\n',
  );
  assert.deepEqual(
    manifests.map(({ object }) => object.kind),
    ['A', 'B'],
  );
});

test('aliases don’t multiply without bound', () => {
  const bomb = `apiVersion: v1\nkind: X\na: &a [${'x,'.repeat(9)}x]\nb: &b [${'*a,'.repeat(9)}*a]\nc: &c [${'*b,'.repeat(9)}*b]\nd: [${'*c,'.repeat(9)}*c]\n`;
  const { problems } = parseManifests(bomb);
  assert.match(problems[0]!.message, /alias/);
});
