import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Scope, Transaction } from '../transaction/index.ts';
import { cachedIn, counter, within } from './testing.ts';

describe('cached', () => {
  it('loads once for the same arguments', async () => {
    const { f } = cachedIn(counter());
    assert.deepEqual([await f('a'), await f('a'), await f('b'), await f('a')], [1, 1, 2, 1]);
  });

  it('tells arguments apart that look alike', async () => {
    const { f } = cachedIn(counter());
    const alike = [
      ['1'],
      [1],
      [1n],
      [null],
      [undefined],
      [],
      [''],
      ['a', 'b'],
      ['a,b'],
      [['a', 'b']],
      [{ a: 1 }],
      ['|', '|'],
      ['||'],
    ];
    const answers: number[] = [];
    for (const args of alike) answers.push(await f(...args));
    assert.equal(new Set(answers).size, alike.length);
    assert.throws(() => f(new Map()), TypeError);
  });

  it('shares one run among those who ask at once', async () => {
    const waiting = Promise.withResolvers<string>();
    let calls = 0;
    const { f } = cachedIn(() => {
      calls++;
      return waiting.promise;
    });
    const answers = Promise.all([f(), f(), f()]);
    waiting.resolve('x');
    assert.deepEqual([await answers, calls], [['x', 'x', 'x'], 1]);
  });

  it('keeps tenants, workspaces, projects and users apart', async () => {
    const { f } = cachedIn(counter());
    const scopes: Scope[] = [
      {},
      { domainId: 'd1' },
      { domainId: 'd2' },
      { domainId: 'd1', workspaceId: 'w1' },
      { domainId: 'd1', workspaceId: 'w2' },
      { domainId: 'd1', workspaceId: 'w1', projects: [] },
      { domainId: 'd1', workspaceId: 'w1', projects: ['p1'] },
      { domainId: 'd1', userId: 'w1' },
    ];
    const answers: number[] = [];
    for (const scope of scopes) answers.push(await within(scope, () => f('a')));
    assert.deepEqual(answers, [1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [i, scope] of scopes.entries()) assert.equal(await within(scope, () => f('a')), i + 1);
  });

  it('shares by domain or with all when told so', async () => {
    const domain = cachedIn(counter(), { sharedBy: 'domain' }).f;
    assert.equal(await within({ domainId: 'd1', workspaceId: 'w1' }, () => domain()), 1);
    assert.equal(await within({ domainId: 'd1', userId: 'u1' }, () => domain()), 1);
    assert.equal(await within({ domainId: 'd2' }, () => domain()), 2);
    const platform = cachedIn(counter(), { sharedBy: 'platform' }).f;
    assert.equal(await within({ domainId: 'd1' }, () => platform()), 1);
    assert.equal(await within({ domainId: 'd2' }, () => platform()), 1);
  });

  it('forgets the arguments for all who share the domain, and no others', async () => {
    for (const sharedBy of ['scope', 'domain'] as const) {
      const { f } = cachedIn(counter(), { sharedBy });
      const ask = (domainId: string, args: string[], workspaceId?: string) =>
        within({ domainId, workspaceId }, () => f(...args));
      const before = [await ask('d1', ['a'], 'w1'), await ask('d1', ['ab']), await ask('d2', ['a'])];
      await within({ domainId: 'd1' }, () => f.forget('a'));
      const after = [await ask('d1', ['a'], 'w1'), await ask('d1', ['ab']), await ask('d2', ['a'])];
      assert.deepEqual(
        [before, after],
        [
          [1, 2, 3],
          [4, 2, 3],
        ],
        sharedBy,
      );
      await f.forgetAll();
      assert.equal(await ask('d2', ['a']), 5);
    }
  });

  it('does not keep what was being loaded when it was forgotten', async () => {
    const first = Promise.withResolvers<string>();
    const answers = [first.promise, Promise.resolve('new')];
    const { f } = cachedIn(() => answers.shift()!);
    const old = f();
    await f.forget();
    assert.equal(await f(), 'new');
    first.resolve('old');
    assert.equal(await old, 'old');
    assert.equal(await f(), 'new');
  });

  it('keeps neither errors nor, unless told so, that there is none', async () => {
    const answers = [() => Promise.reject(new Error('x')), () => undefined, () => null, () => 'found'];
    const { f } = cachedIn(() => answers.shift()!());
    await assert.rejects(f(), /x/);
    assert.deepEqual([await f(), await f(), await f(), await f()], [undefined, null, 'found', 'found']);
    let calls = 0;
    const none = cachedIn(() => void calls++, { absentTtl: 60 }).f;
    assert.deepEqual([await none(), await none(), calls], [undefined, undefined, 1]);
  });

  it('starts anew when the call that loads is cancelled, and fails with it otherwise', async () => {
    let calls = 0;
    const { f } = cachedIn(
      () =>
        new Promise<number>((resolve, reject) => {
          const { signal } = Transaction.current()!;
          if (++calls === 2) resolve(2);
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
      { sharedBy: 'platform' },
    );
    let leave: (() => void) | undefined;
    const leader = within({}, transaction => {
      leave = () => transaction.abort(new Error('left'));
      return f();
    });
    const follower = within({}, () => f());
    leave!();
    await assert.rejects(leader, /left/);
    assert.equal(await follower, 2);
  });
});
