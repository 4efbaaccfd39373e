import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { allCases } from '../library/some-of.ts';
import { type ChartCases, renderCases } from '../library/testing.ts';
import { checkManifests, formatProblems } from '../validate/index.ts';
import { randomValues } from './random-values.ts';

/** Cases in all; and those that are parts of one umbrella, so that Helm starts a few times and not thousands. */
const count = allCases ? 2_000 : 125;
const batch = Math.min(count, 250);
const seed = 20_261_121;

/** `config` is what a package has; the values alone are random. */
const casesOf = (values: readonly Record<string, unknown>[]): ChartCases =>
  Object.fromEntries(values.map((one, index) => [`case-${String(index).padStart(4, '0')}`, { values: one }]));

/**
 * The objects of a text, each as its bytes. Of one file, which is ten times quicker to render than a file an object, the Helms
 * put objects of a kind into different orders, and say differently often where they are from.
 */
const documents = (text: string) =>
  text
    .split(/^---\n/m)
    .map(part => part.replaceAll(/^# Source: .*\n/gm, '').trimEnd())
    .filter(part => /^kind: /m.test(part))
    .sort();

describe('random right values', () => {
  const all = fc.sample(randomValues, { numRuns: count, seed });
  for (let at = 0; at < count; at += batch) {
    it(`render to the same valid objects under both Helms: ${at + 1} to ${at + batch}`, async () => {
      const cases = casesOf(all.slice(at, at + batch));
      const [three, four] = await Promise.all([
        renderCases(3, cases, { oneFile: true }),
        renderCases(4, cases, { oneFile: true }),
      ]);
      assert.equal(three.refusal + four.refusal, '');
      const [left, right] = [documents(three.text), documents(four.text)];
      assert.ok(right.length > batch);
      assert.deepEqual(
        left.filter((text, index) => text !== right[index]),
        [],
      );
      assert.equal(left.length, right.length);
      const problems = await checkManifests(four.text, {
        namespace: 'platform',
        external: [
          'Secret/*',
          'ConfigMap/shared-conf',
          'PersistentVolumeClaim/*',
          'Service/*',
          'Endpoints/*',
        ],
      });
      assert.equal(formatProblems(problems), '');
    });
  }
});

describe('random values with a wrong key', () => {
  for (const major of [3, 4] as const) {
    it(`are all refused by Helm ${major}, each with its path and the nearest key`, async () => {
      const wrong = fc.sample(randomValues, { numRuns: allCases ? 100 : 25, seed }).map((values, index) => {
        const keys = Object.keys(values).filter(key => values[key] !== null && key !== 'global');
        const meant = keys[index % keys.length]!;
        const { [meant]: value, ...others } = values;
        return { meant, values: { ...others, [`${meant}x`]: value } };
      });
      const cases = casesOf(wrong.map(({ values }) => values));
      const { refusal } = await renderCases(major, cases, { oneFile: true, together: true });
      const lines = refusal.split('\n').map(line => line.trim());
      const missing = Object.keys(cases).filter((name, index) => {
        const { meant } = wrong[index]!;
        const start = `${name}.${meant}x: unknown key; did you mean `;
        return !lines.some(line => line.startsWith(start));
      });
      assert.deepEqual(missing, []);
    });
  }
});
