import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { watchDeadline } from './deadlines.ts';

describe('a deadline', () => {
  it('near or far, expires once, and not when it was called off', context => {
    context.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1_000_000 });
    const expired: string[] = [];
    const watch = (name: string, inMs: number) =>
      watchDeadline(1_000_000 + inMs, () => void expired.push(name));
    watch('near', 50);
    watch('far', 5_000);
    watch('past', -1);
    const callOff = [
      watch('near, called off', 60),
      watch('far, called off', 5_000),
      watch('never', Infinity),
    ];
    for (const off of callOff.slice(0, 2)) off();
    context.mock.timers.tick(100);
    assert.deepEqual(expired.sort(), ['near', 'past']);
    context.mock.timers.tick(4_800);
    assert.equal(expired.length, 2);
    context.mock.timers.tick(300);
    assert.deepEqual(expired, ['near', 'past', 'far']);
    context.mock.timers.tick(1_000_000);
    assert.equal(expired.length, 3);
    callOff[2]!();
    mock.reset();
  });
});
