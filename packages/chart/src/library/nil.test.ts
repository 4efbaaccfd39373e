import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything } from './everything.ts';
import { type ChartCases, renderCases } from './testing.ts';

type Path = readonly (string | number)[];

/** Every place of a document, those of its maps and lists before what is in them. */
function* places(node: unknown, path: Path = []): Generator<Path> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const place = [...path, Array.isArray(node) ? Number(key) : key];
    // Kubernetes' own lists are handed on as they are, and no list has an item that is nothing.
    if (!Array.isArray(node)) yield place;
    yield* places(value, place);
  }
}

/** A copy of a document with one place changed: null there, or nothing. */
function changed(document: unknown, path: Path, way: 'null' | 'absent'): Record<string, unknown> {
  const copy = structuredClone(document) as Record<string | number, unknown>;
  let holder = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof copy;
  if (way === 'null') holder[path.at(-1)!] = null;
  else delete holder[path.at(-1)!];
  return copy;
}

/** Problems that are right: without the key, what needs it has no meaning. */
const needs =
  /: (is missing|give one of the two|name |none is named|a route needs|an Ingress needs|a Service|only |nothing says|the .* server is off|the service has|give this)/;

for (const way of ['null', 'absent'] as const) {
  test(`any key may be ${way}: what needs it is refused by name, all else renders`, {
    timeout: 300_000,
  }, async () => {
    const cases: Record<string, ChartCases[string]> = {};
    const named = new Map<string, string>();
    for (const path of places(everything)) {
      const name = `case-${named.size}`;
      named.set(name, path.join('.'));
      cases[name] = { values: changed(everything, path, way) };
    }
    assert.ok(named.size > 300);
    const { refusal } = await renderCases(4, cases, { together: true, oneFile: true });
    const lines = refusal.split('\n').filter(line => /^ {2}case-/.test(line));
    const refused = new Set(lines.map(line => /^ {2}(case-\d+)\./.exec(line)![1]!));
    assert.match(refusal, /^execution error .*\nThe values have \d+ problems:\n/);
    assert.deepEqual(
      lines.filter(line => !needs.test(line)),
      [],
    );
    assert.ok(refused.size < 40, [...refused].map(name => named.get(name)).join(', '));
    const rest = Object.fromEntries(Object.entries(cases).filter(([name]) => !refused.has(name)));
    const rendered = await renderCases(4, rest, { oneFile: true });
    assert.equal(rendered.refusal, '');
    for (const name of Object.keys(rest)) {
      const off = ['enabled', 'enable'].includes(named.get(name)!) && way === 'absent';
      if (!off)
        assert.ok((rendered.texts.get(name)?.match(/^kind: /gm)?.length ?? 0) > 10, named.get(name) ?? name);
    }
  });
}

test('a chart without any value renders', async () => {
  for (const major of [3, 4] as const) {
    const { refusal, text } = await renderCases(major, { bare: {} });
    assert.equal(refusal, '');
    assert.match(text, /image: "hawser\/bare:0\.1\.0"/);
  }
});
