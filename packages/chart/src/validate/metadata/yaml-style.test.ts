import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkYamlStyle } from './yaml-style.ts';

const rules = (yaml: string) =>
  checkYamlStyle(yaml).map(({ line, message }) => `${line} ${message.split(':')[0]}`);

const good = `# Values
name: api  # inline
empty: {}
none: []
flow: {a: 1, b: [1, 2]}
quoted: 'a: #b , c'
text: |
  kept:   as it is #here
    further in
list:
- same: column
  map:
    key: 1
indented:
  - 1
  - - 2
    - 3
##### A heading
#
url: http://example.com:80/a#b
`;

test('a tidy file has no problem', () => assert.deepEqual(rules(good), []));

test('an empty file has no problem', () => assert.deepEqual(rules(''), []));

const cases: [yaml: string, expected: string[]][] = [
  ['a: { b: 1}\n', ['1 braces']],
  ['a: {b: 1 }\n', ['1 braces']],
  ['a: { }\n', ['1 braces']],
  ['a: [ 1]\n', ['1 brackets']],
  ['a: [1 ]\n', ['1 brackets']],
  ['a : 1\n', ['1 colons']],
  ['a:  1\n', ['1 colons']],
  ['a:  # only a comment is far\n  b: 1\n', []],
  ['a: [1 , 2]\n', ['1 commas']],
  ['a: [1,2]\n', ['1 commas']],
  ['a: [1,  2]\n', ['1 commas']],
  ['a: [1,\n    2]\n', []],
  ['#bad\na: 1\n', ['1 comments']],
  ['a: 1 # near\n', ['1 comments']],
  ['#!/usr/bin/env helm\na: 1\n', []],
  ['\na: 1\n', ['1 empty-lines']],
  ['a: 1\n\n\nb: 1\n', []],
  ['a: 1\n\n\n\nb: 1\n', ['4 empty-lines']],
  ['a: 1\n\n', ['2 empty-lines']],
  ['-  a\n', ['1 hyphens']],
  ['a:\n  b: 1\nc:\n    d: 1\n', ['4 indentation']],
  ['a:\n  - b: 1\n    c:\n      d: 1\n', []],
  ['a: 1\na: 2\n', ['2 key-duplicates']],
  ['a: 1', ['1 new-line-at-end-of-file']],
  ['a: 1\r\n', ['1 new-lines']],
  ['a: 1 \n', ['1 trailing-spaces']],
  ['a: |\n  b \n', ['2 trailing-spaces']],
  ['a: [\n', ['2 syntax']],
];

for (const [yaml, expected] of cases) {
  test(`${JSON.stringify(yaml)}: ${expected.join(', ') || 'tidy'}`, () =>
    assert.deepEqual(rules(yaml), expected));
}
