import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { it } from 'node:test';
import fc from 'fast-check';
import { type Entry, textEntry } from './entry.ts';
import { tarOf } from './tar.ts';

const list = (tar: Buffer) =>
  execFileSync('tar', ['--list', '--verbose', '--numeric-owner', '--utc', '--file', '-'], { input: tar })
    .toString()
    .trim()
    .split('\n')
    .map(line => line.replace(/ +/g, ' '));

it('owns, dates and orders everything alike, folders of the app included', async () => {
  const long = `app/${'deep/'.repeat(40)}file.js`;
  const tar = await tarOf([
    { path: 'usr/local/bin/run', target: '/app/run.js' },
    textEntry('app/run.js', '1', true),
    textEntry('app/a/b.js', '22'),
  ]);
  assert.deepEqual(list(tar), [
    'drwxr-xr-x 0/0 0 1970-01-01 00:00 app/',
    'drwxr-xr-x 0/0 0 1970-01-01 00:00 app/a/',
    '-rw-r--r-- 0/0 2 1970-01-01 00:00 app/a/b.js',
    '-rwxr-xr-x 0/0 1 1970-01-01 00:00 app/run.js',
    'lrwxrwxrwx 0/0 0 1970-01-01 00:00 usr/local/bin/run -> /app/run.js',
  ]);
  assert.ok(
    list(await tarOf([textEntry(long, '')]))
      .at(-1)!
      .endsWith(long),
  );
});

it('gives the same bytes in whatever order the entries come', async () => {
  const name = fc.stringMatching(/^[a-zé0-9_.-]{1,40}$/).filter(text => text !== '.' && text !== '..');
  const entry: fc.Arbitrary<Entry> = fc
    .tuple(fc.array(name, { minLength: 1, maxLength: 6 }), fc.uint8Array({ maxLength: 2000 }), fc.boolean())
    .map(([parts, data, executable]) => ({
      path: `app/${parts.join('/')}`,
      data: Buffer.from(data),
      executable,
    }));
  const entries = fc.uniqueArray(entry, { selector: ({ path }) => path, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      entries.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      async ([all, shuffled]) => assert.ok((await tarOf(all)).equals(await tarOf(shuffled))),
    ),
    { numRuns: 50 },
  );
});
