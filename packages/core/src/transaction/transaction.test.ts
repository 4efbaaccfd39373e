import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Call, Transaction } from './index.ts';

const method = { path: '/a.B/c', deadlineMs: 1_000 };

function call(headers: Record<string, string> = {}, more: Partial<Call> = {}): Call & { cancel: () => void } {
  const listeners: (() => void)[] = [];
  return {
    transport: 'local',
    deadline: Infinity,
    header: name => headers[name],
    onCancel: listener => void listeners.push(listener),
    cancel: () => listeners.forEach(listener => void listener()),
    ...more,
  };
}

describe('a transaction', () => {
  it('is the current one of everything that it runs, and of nothing else', async () => {
    const transaction = new Transaction(method, call());
    const seen = await transaction.run(
      async () => {
        await new Promise(resolve => setImmediate(resolve));
        return Transaction.current();
      },
      undefined,
      undefined,
    );
    assert.equal(seen, transaction);
    assert.equal(Transaction.current(), undefined);
    assert.throws(() => Transaction.required(), /outside of a call/);
  });

  it('takes the trace over from the caller, or begins one', () => {
    const id = '0123456789abcdef0123456789abcdef';
    assert.equal(new Transaction(method, call({ traceparent: `00-${id}-0123456789abcdef-01` })).id, id);
    const fresh = new Transaction(method, call({ traceparent: 'rubbish' }));
    assert.match(fresh.id, /^[0-9a-f]{32}$/);
    assert.equal(fresh.traceparent.slice(3, 35), fresh.id);
    const unsampled = `00-${id}-0123456789abcdef-00`;
    assert.equal(new Transaction(method, call({ traceparent: unsampled })).traceparent, unsampled);
    assert.equal(new Transaction(method, call({}, { parent: fresh })).id, fresh.id);
  });

  it('reads the token from either header', () => {
    assert.equal(new Transaction(method, call({ token: 't' })).token, 't');
    assert.equal(new Transaction(method, call({ authorization: 'Bearer u' })).token, 'u');
    assert.equal(new Transaction(method, call({ authorization: 'Basic v' })).token, undefined);
  });

  it('ends at the sooner of the caller’s deadline and the method’s', () => {
    const now = Date.now();
    assert.ok(new Transaction(method, call()).deadline <= now + 1_050);
    assert.equal(new Transaction(method, call({}, { deadline: now + 10 })).deadline, now + 10);
  });

  it('has a signal that fires when the caller goes away or it is aborted, also before it is asked for', () => {
    const leaving = call();
    const left = new Transaction(method, leaving);
    const { signal } = left;
    leaving.cancel();
    assert.equal((signal.reason as { code: string }).code, 'CANCELLED');
    const aborted = new Transaction(method, call());
    aborted.abort(new Error('first'));
    aborted.abort(new Error('second'));
    assert.equal((aborted.signal.reason as Error).message, 'first');
  });

  it('undoes its steps, last first, each whatever became of the others', async () => {
    const done: number[] = [];
    const transaction = new Transaction(method, call());
    transaction.onRollback(() => void done.push(1));
    transaction.onRollback(async () => {
      done.push(2);
      throw new Error('stuck');
    });
    transaction.onRollback(() => void done.push(3));
    const failures = await transaction.rollback();
    assert.deepEqual(done, [3, 2, 1]);
    assert.deepEqual(
      failures.map(failure => (failure as Error).message),
      ['stuck'],
    );
    assert.deepEqual(await transaction.rollback(), []);
  });

  it('hands its steps to a caller in this process', async () => {
    const done: string[] = [];
    const parent = new Transaction(method, call());
    const child = new Transaction(method, call({}, { parent }));
    child.onRollback(() => void done.push('child'));
    child.handOver();
    assert.equal(child.hasRollbacks, false);
    await parent.rollback();
    assert.deepEqual(done, ['child']);
  });
});
