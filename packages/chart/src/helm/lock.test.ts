import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { withLock } from './lock.ts';

describe('withLock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-lock-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'new', 'lock');

  it('lets one work at a time, and gives the lock back', async () => {
    let working = 0;
    let most = 0;
    const work = () =>
      withLock(file, async () => {
        most = Math.max(most, ++working);
        await new Promise(resolve => setImmediate(resolve));
        return working--;
      });
    await Promise.all([work(), work(), work()]);
    assert.equal(most, 1);
    assert.equal(existsSync(file), false);
  });

  it('gives the lock back when the work fails', async () => {
    await assert.rejects(
      withLock(file, async () => {
        throw new Error('no');
      }),
      /no/,
    );
    assert.equal(existsSync(file), false);
  });

  it('takes over from a holder that was killed, and waits for one that lives', async () => {
    writeFileSync(file, '1\n');
    const stop = new AbortController();
    const waiting = withLock(file, async () => 'taken', stop.signal);
    stop.abort(new Error('enough'));
    await assert.rejects(waiting, { name: 'AbortError' });
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    assert.equal(await withLock(file, async () => 'taken'), 'taken');
  });
});
