import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { parse } from 'yaml';
import { fillRelease } from './fill.ts';

const release = { id: '20260102030405-v1', image: 'base/hello:v1' };

it('sets the release’s id and image, whatever stood there', () => {
  for (const repo of [
    'repo:\n  id:\n  image: base/hello\n  secret: s',
    'repo:\n  id:   # filled in later\n  image: "base/hello"\n  secret: s',
    'repo:\n    image: base/hello # the image\n    secret: s',
    'repo: {image: base/hello, secret: s}',
    'repo: {id: , image: base/hello, secret: s}',
    'repo: {id: ~, image: base/hello, secret: s}',
    'repo:\n  image: base/hello\n  secret: s\n  id: 5',
    'repo:\n  image: base/hello\n  secret: s\n  id: null\n',
  ]) {
    const filled = fillRelease(`app: A # first\n${repo}`, release)!;
    assert.deepEqual(parse(filled), { app: 'A', repo: { ...release, secret: 's' } }, repo);
    assert.ok(filled.startsWith('app: A # first\n'));
    assert.equal((filled.match(/#.*/g) ?? []).length, (repo.match(/#/g) ?? []).length + 1);
  }
});

it('leaves every other line of the documented example as it is', () => {
  const text = readFileSync(new URL('../examples/full.yaml', import.meta.url), 'utf8');
  const before = text.split('\n');
  const changed = fillRelease(text, release)!
    .split('\n')
    .flatMap((line, i) => (line === before[i] ? [] : [line]));
  assert.deepEqual(changed, ['  id: "20260102030405-v1"', '  image: "base/hello:v1"']);
});

it('fills nothing in where repo is another’s, and an image that is one', () => {
  const filled = (repo: string) => fillRelease(`cloud: &r {image: &i a/b}\nrepo: ${repo}\n`, release);
  assert.equal(filled('*r'), undefined);
  assert.equal(filled('{<<: *r}'), undefined);
  assert.match(
    filled('{id: 1, image: *i}')!,
    /\nrepo: \{id: "20260102030405-v1", image: "base\/hello:v1"\}\n$/,
  );
});
