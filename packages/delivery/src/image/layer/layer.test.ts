import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Cache } from './cache.ts';
import { textEntry } from './entry.ts';
import { digestOf, layerOf } from './layer.ts';
import { tarOf } from './tar.ts';

const entries = [textEntry('app/a.js', 'export const a = 1;\n'), textEntry('app/b.js', 'b'.repeat(5000))];

describe('a layer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-layer-'));
  after(() => rmSync(folder, { recursive: true }));

  it('is its archive, compressed to bytes that hang on nothing else', async () => {
    const { data, descriptor, diffId } = await layerOf('service', entries, new Cache(join(folder, 'a')));
    assert.deepEqual([descriptor.digest, descriptor.size], [digestOf(data), data.length]);
    assert.ok(gunzipSync(data).equals(await tarOf(entries)));
    assert.equal(diffId, digestOf(await tarOf(entries)));
    // Of every machine: the time and the system in the header, and all that follows.
    assert.equal(
      descriptor.digest,
      'sha256:f72fe19922b55b334963c575d0437c98a178b3058a00635e25ac67c428ec9f3c',
    );
  });

  it('is compressed once', async () => {
    const cache = new Cache(join(folder, 'b'));
    const first = await layerOf('service', entries, cache);
    const [name] = readdirSync(cache.folder) as [string];
    writeFileSync(join(cache.folder, name), 'taken from the cache');
    assert.equal((await layerOf('service', entries, cache)).data.toString(), 'taken from the cache');
    assert.equal(name, `fflate6-${first.diffId.replace(':', '-')}.tar.gz`);
  });
});

it('forgets what wasn’t used for two weeks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-cache-'));
  const cache = new Cache(folder);
  cache.write('old', '1');
  cache.write('new', '2');
  cache.write('used', '3');
  const longAgo = new Date(Date.now() - 15 * 24 * 60 * 60 * 1000);
  for (const name of ['old', 'used']) utimesSync(join(folder, name), longAgo, longAgo);
  assert.equal(cache.read('used')?.toString(), '3');
  cache.prune();
  assert.deepEqual(readdirSync(folder).sort(), ['new', 'used']);
  assert.equal(cache.read('old'), undefined);
  rmSync(folder, { recursive: true });
});
