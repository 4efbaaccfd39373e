import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findHelm } from '../../src/helm/index.ts';
import { checkByHelm } from './helm.ts';
import { parseText } from './parse.ts';
import { formatProblem } from './problem.ts';

describe('Helm’s reading of a values file', async () => {
  const helms = await Promise.all([findHelm(3), findHelm(4)]);
  const both = async (text: string) => {
    assert.deepEqual(parseText(text).problems, []);
    const [three, four] = await Promise.all(helms.map(helm => checkByHelm(helm, text)));
    assert.deepEqual(three, four);
    return four!.map(problem => formatProblem('v.yaml', problem));
  };

  it('is the same of what TARS’s and OpenStack-Helm’s files have', async () => {
    const text = `a: &a {b: 010, c: 0o17, d: 1_000, e: 1e3, f: "1", g: yes, h: nil, i: ~, j: 2020-01-01}
k: {<<: *a, b: 1}
l: |
   {"m": [1,], // x
     "n": 😀}
o: |2-

    p
q: >+
  r
    s

1: one
true: two
t: 1:30
u: 9007199254740993
`;
    assert.deepEqual(await both(text), []);
    assert.deepEqual(await both(''), []);
    assert.deepEqual(await both('a: |\n  without an end'), []);
  });

  const refused: [what: string, text: string, expected: RegExp][] = [
    [
      'a block of text that begins with a tab',
      'a: 1\nb: |\n  \tx\n  y\n',
      /^v\.yaml:3: Helm can’t read this: found a tab/,
    ],
    ['a tab on an empty line', 'a:\n  b: 1\n\t\n  c: 2\n', /^v\.yaml:3: Helm can’t read this: found a tab/],
    [
      'an escape that Helm doesn’t know',
      'a: 1\nb: "x\\/y"\n',
      /^v\.yaml:2: Helm can’t read this: found unknown escape/,
    ],
    ['half a character', 'b: "\\ud83d"\n', /^v\.yaml:1: Helm can’t read this: found invalid Unicode/],
    ['a list', '- a\n', /^v\.yaml: Helm can’t read this: cannot unmarshal array/],
    [
      'a merge after a key',
      'a: &a {b: 1}\nc:\n  b: 2\n  <<: *a\n',
      /^v\.yaml:3 c\.b: Helm reads 1 here, and others 2: write/,
    ],
    ['a tag', 'a:\n  - !!float 1\n', /^v\.yaml:2 a\[0\]: Helm reads 1 here, and others "1": write/],
  ];
  for (const [what, text, expected] of refused)
    it(`is told of ${what}`, async () => {
      const said = await both(text);
      assert.equal(said.length, 1);
      assert.match(said[0]!, expected);
    });
});
