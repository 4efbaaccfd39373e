import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatProblems, parseManifests, validateObjects } from '../validate/index.ts';
import { everything } from './everything.ts';
import { needed, places, refusedCases, without } from './places.ts';
import { type ChartCases, renderCases } from './testing.ts';

/** How many charts are made at random at each run. */
const runs = 60;

/** Keys of the chart's own: those inside of lists and of probes' ways to ask are Kubernetes'. */
const all = [...places(everything)]
  .filter(
    path =>
      path.every(key => typeof key === 'string') &&
      !['enable', 'httpGet', 'exec'].includes(String(path.at(-2) ?? path[0])),
  )
  .filter(path => path.join() !== 'enabled');

/** Values with any number of keys taken away, so that features meet in all ways. */
const values = fc
  .subarray(all, { maxLength: Math.trunc(all.length / 8) })
  .map(gone => without(everything, gone, 'absent'));

test('whichever features meet, both Helms give the same bytes, and objects that Kubernetes takes', {
  timeout: 300_000,
}, async () => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const cases: Record<string, ChartCases[string]> = Object.fromEntries(
    fc
      .sample(values, { numRuns: runs, seed })
      .map((own, i) => [`case-${i}`, { values: { ...own, jobs: undefined } }]),
  );
  const { refusal } = await renderCases(4, cases, { together: true, oneFile: true });
  const { lines, names } = refusedCases(refusal);
  assert.deepEqual(
    lines.filter(line => !needed.test(line)),
    [],
    `seed ${seed}`,
  );
  const rest = Object.fromEntries(Object.entries(cases).filter(([name]) => !names.has(name)));
  assert.ok(Object.keys(rest).length > 0, `seed ${seed}: all are refused: ${refusal}`);
  const [three, four] = await Promise.all([renderCases(3, rest), renderCases(4, rest)]);
  assert.equal(three.refusal + four.refusal, '', `seed ${seed}`);
  for (const [name, text] of four.texts) {
    // Charts of one name are sorted differently by the two, their own objects are not.
    assert.equal(three.texts.get(name), text, `seed ${seed}, ${name}`);
    const { manifests, problems } = parseManifests(text);
    assert.deepEqual(problems, [], `seed ${seed}, ${name}`);
    const found = await validateObjects(manifests.map(({ object }) => object));
    assert.equal(formatProblems(found), '', `seed ${seed}, ${name}: ${JSON.stringify(rest[name]?.values)}`);
  }
});
