import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseText } from './parse.ts';
import { formatProblem } from './problem.ts';

const problemsOf = (text: string) =>
  parseText(text).problems.map(problem => formatProblem('v.yaml', problem));

describe('the text of a values file', () => {
  it('is read with whatever ends its lines, a byte order mark, and marks of one document', () => {
    for (const text of [
      'app: Base\r\ncontent: |\r\n  a\r\n  b\r\n',
      '\ufeffapp: Base\ncontent: |\n  a\n  b\n',
      '# license\n---\napp: Base\ncontent: |\n  a\n  b\n...\n',
      '--- # here\napp: Base\ncontent: |\n  a\n  b\n---\n# nothing more\n',
    ])
      assert.deepEqual(parseText(text).value, { app: 'Base', content: 'a\nb\n' }, text);
    assert.deepEqual(problemsOf('app: Base\n---\n'), []);
    assert.deepEqual(parseText('# nothing\n').value, null);
  });

  const refused: [what: string, text: string, expected: string][] = [
    [
      'a control character',
      'a: 1\nb: |\n  x\u0007\n',
      'v.yaml:3: U+0007 is a control character, which YAML can’t hold as it is',
    ],
    [
      'bytes that aren’t UTF-8',
      'a: 1 # \ufffd\n',
      'v.yaml:1: has bytes that aren’t UTF-8; save the file as UTF-8',
    ],
    [
      'an end of line to Helm alone',
      'a: "x\u2028y"\n',
      'v.yaml:1: U+2028 is an end of line to Helm, and isn’t to others; write it escaped, "…"',
    ],
    [
      'a carriage return alone',
      'a: 1 # x\ry\n',
      'v.yaml:1: a carriage return without a line feed is an end of line to Helm, and isn’t to others',
    ],
    ['text behind ---', '--- {a: 1}\n', 'v.yaml:1: nothing may follow "---" on its line: Helm 4 refuses it'],
    [
      'a directive',
      '%YAML 1.2\n---\na: 1\n',
      'v.yaml:1: is a directive, and Helm 4 reads none: leave it out',
    ],
    [
      'a second document',
      'a: 1\n---\n# more\nb: 2\n',
      'v.yaml:4: another document begins here; a values file is one: Helm 3 reads no more than the first',
    ],
    [
      'a document after nothing',
      '---\n---\na: 1\n',
      'v.yaml:3: another document begins here; a values file is one: Helm 3 reads no more than the first',
    ],
    ['a map for a key', 'a:\n  {b: 1}: 2\n', 'v.yaml:2: a key is a text or a number, not a map or a list'],
    ['no key', 'a:\n  : 2\n', 'v.yaml:2: a key is missing before ":"'],
    ['what is no number', 'a: 1\nb: -.inf\n', 'v.yaml:2: -.inf is no number that Helm can hand on'],
    ['an alias of nothing', 'a: 1\nb: *x\n', 'v.yaml:2: *x stands for nothing: no &x is before it'],
    ['a quote without an end', 'a:\n  - b: "x\n', 'v.yaml:2 a[0].b: the quote that opens here isn’t closed'],
  ];
  for (const [what, text, expected] of refused)
    it(`is refused with ${what}`, () => assert.deepEqual(problemsOf(text), [expected]));

  it('is refused when its aliases stand for more than can be read', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}]`);
    const text = ['l0: &l0 [x]', ...levels].join('\n');
    assert.deepEqual(problemsOf(text), ['v.yaml: its 108 aliases stand for too much to be read']);
  });

  it('says of a file of another kind what it is, and not on each line', () => {
    assert.equal(problemsOf('a: "\0"\n'.repeat(500)).length < 600, true);
  });
});
