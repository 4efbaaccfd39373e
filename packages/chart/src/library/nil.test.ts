import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything } from './everything.ts';
import { needed, places, refusedCases, without } from './places.ts';
import { someOf } from './some-of.ts';
import { type ChartCases, renderCases } from './testing.ts';

for (const way of ['null', 'absent'] as const) {
  test(`any key may be ${way}: what needs it is refused by name, all else renders`, {
    timeout: 300_000,
  }, async () => {
    const cases: Record<string, ChartCases[string]> = {};
    const named = new Map<string, string>();
    const all = [...places(everything)];
    assert.ok(all.length > 300);
    for (const path of someOf(all)) {
      const name = `case-${named.size}`;
      named.set(name, path.join('.'));
      cases[name] = { values: without(everything, [path], way) };
    }
    const { refusal } = await renderCases(4, cases, { together: true, oneFile: true });
    const { lines, names: refused } = refusedCases(refusal);
    assert.match(refusal, /^execution error .*\nThe values have \d+ problems:\n/);
    assert.deepEqual(
      lines.filter(line => !needed.test(line)),
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
