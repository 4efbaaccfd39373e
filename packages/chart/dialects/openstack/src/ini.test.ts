import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkIni } from './ini.ts';

const said = (sections: unknown) =>
  checkIni(['conf', 'x'], sections).map(({ path, message }) => `${path.slice(2).join('.')}: ${message}`);

describe('sections of an INI file', () => {
  it('are right with texts, numbers, lists, levels between, and what stands around the file', () => {
    assert.deepEqual(
      said({
        override: 'a\nb',
        append: null,
        DEFAULT: { debug: true, workers: 4, none: null, 'a b': 'x=[y];#z' },
        database: { oslo: { db: { max_retries: -1, connection: 'a\n' } } },
        stores: {
          dirs: { type: 'multistring', values: ['a', 1] },
          list: ['a', 'b'],
          csv: { type: 'csv', values: [] },
        },
        empty: null,
        // A level that only looks like a list with a type.
        level: { type: 'multistring', value: 'a' },
      }),
      [],
    );
    for (const none of [null, undefined, 'a text', ['a']]) assert.deepEqual(said(none), []);
  });

  for (const [what, sections, expected] of [
    ['a section that is no map', { a: 1 }, 'a: expected a map of options, got 1'],
    ['a section that is a list', { a: ['b'] }, 'a: expected a map of options, got ["b"]'],
    ['a section’s name that closes it', { 'a]b': {} }, 'a]b: a section’s name has no "]" and no line break'],
    [
      'a line break in a section’s name',
      { 'a\nb': {} },
      'a\nb: a section’s name has no "]" and no line break',
    ],
    ...['=', '\n', '\r'].map(
      mark =>
        [
          `${JSON.stringify(mark)} in an option’s name`,
          { a: { [`b${mark}c`]: 1 } },
          `a.b${mark}c: an option’s name has no "=" and no line break, and doesn’t begin a comment or a section`,
        ] as const,
    ),
    ...['[', '#', ';'].map(
      mark =>
        [
          `an option that begins with ${mark}`,
          { a: { [`${mark}b`]: 1 } },
          `a.${mark}b: an option’s name has no "=" and no line break, and doesn’t begin a comment or a section`,
        ] as const,
    ),
    ['a list in a list', { a: { b: [['c']] } }, 'a.b.0: expected a single value, got a list in a list'],
    ['a map in a list', { a: { b: ['c', {}] } }, 'a.b.1: expected a single value, got a map in a list'],
    [
      'a map in a list with a type',
      { a: { b: { type: 'csv', values: [{}] } } },
      'a.b.values.0: expected a single value, got a map in a list',
    ],
    [
      'another type',
      { a: { b: { type: 'set', values: [] } } },
      'a.b.type: expected multistring or csv, got "set"',
    ],
    [
      'a line break, below levels',
      { a: { oslo: { b: 'x\ny = z' } } },
      'a.oslo.b: "x\\ny = z" has a line break, which an INI file can’t hold: what follows would be options of their own',
    ],
  ] as const)
    it(`are refused with ${what}`, () => assert.deepEqual(said(sections), [expected]));
});
