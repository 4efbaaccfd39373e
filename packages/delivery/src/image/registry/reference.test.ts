import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatReference, isTag, parseReference } from './reference.ts';

const digest = `sha256:${'0'.repeat(64)}`;

describe('a reference', () => {
  const cases: [text: string, host: string, path: string, version: string][] = [
    ['node:26-slim', 'docker.io', 'library/node', '26-slim'],
    ['node', 'docker.io', 'library/node', 'latest'],
    ['hawser/identity:1', 'docker.io', 'hawser/identity', '1'],
    ['docker.io/node:1', 'docker.io', 'library/node', '1'],
    ['localhost/x', 'localhost', 'x', 'latest'],
    ['127.0.0.1:5000/a/b-c/d:1.0', '127.0.0.1:5000', 'a/b-c/d', '1.0'],
    [`r.example.com/a:1@${digest}`, 'r.example.com', 'a', digest],
    ['[::1]:5000/a', '[::1]:5000', 'a', 'latest'],
  ];
  for (const [text, host, path, version] of cases)
    it(text, () => {
      const reference = parseReference(text);
      assert.deepEqual(reference, { host, path, version });
      assert.deepEqual(parseReference(formatReference(reference)), reference);
    });
});

describe('no reference', () => {
  const cases = [
    '',
    'Node',
    'a/B',
    'x:',
    'x:-1',
    'x@sha256:1',
    'a//b',
    '/a',
    'a/../b',
    'r.example.com/',
    'http://x/y',
    `x:${'t'.repeat(129)}`,
  ];
  for (const text of cases)
    it(JSON.stringify(text), () =>
      assert.throws(() => parseReference(text), { code: 'IMAGE_REFERENCE', message: /names no image$/ }),
    );
});

it('tells tags', () => {
  assert.deepEqual(['1.0', '_x', '', '.x', 'a b', 'a/b'].map(isTag), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
