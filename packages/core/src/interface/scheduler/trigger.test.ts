import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Trigger, ticksOf } from './trigger.ts';

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

/** The latest and the next tick around a time. */
const around = (trigger: Trigger, time: string) => {
  const ticks = ticksOf(trigger);
  const at = Date.parse(time);
  return [iso(ticks.latest(at)), iso(ticks.next(at))];
};

test('intervals are the same for whoever counts', () => {
  const trigger: Trigger = { kind: 'interval', seconds: 30 };
  assert.deepEqual(around(trigger, '2026-01-01T00:00:29.999Z'), [
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:00:30.000Z',
  ]);
  assert.deepEqual(around(trigger, '2026-01-01T00:00:30.000Z'), [
    '2026-01-01T00:00:30.000Z',
    '2026-01-01T00:01:00.000Z',
  ]);
});

test('hourly ones run at their minute', () => {
  const hourly: Trigger = { kind: 'hourly', hours: 1, minute: 5 };
  assert.deepEqual(around(hourly, '2026-01-01T10:04:59Z'), [
    '2026-01-01T09:05:00.000Z',
    '2026-01-01T10:05:00.000Z',
  ]);
  assert.deepEqual(around(hourly, '2026-01-01T10:05:00Z'), [
    '2026-01-01T10:05:00.000Z',
    '2026-01-01T11:05:00.000Z',
  ]);
  const daily: Trigger = { kind: 'hourly', hours: 24, minute: 30 };
  assert.deepEqual(around(daily, '2026-01-01T00:29:00Z'), [
    '2025-12-31T00:30:00.000Z',
    '2026-01-01T00:30:00.000Z',
  ]);
  const seoul: Trigger = { ...daily, timezone: 'Asia/Seoul' };
  assert.deepEqual(around(seoul, '2026-01-01T00:29:00Z'), [
    '2025-12-31T15:30:00.000Z',
    '2026-01-01T15:30:00.000Z',
  ]);
  const kolkata: Trigger = { kind: 'hourly', hours: 1, minute: 0, timezone: 'Asia/Kolkata' };
  assert.deepEqual(around(kolkata, '2026-01-01T00:10:00Z'), [
    '2025-12-31T23:30:00.000Z',
    '2026-01-01T00:30:00.000Z',
  ]);
});

test('cron rules run in their time zone, also where its clocks change', () => {
  const trigger: Trigger = { kind: 'cron', rule: '30 9 * * 1-5', timezone: 'Europe/Berlin' };
  // A Friday; the clocks change on the Sunday.
  assert.deepEqual(around(trigger, '2026-03-27T08:30:00Z'), [
    '2026-03-27T08:30:00.000Z',
    '2026-03-30T07:30:00.000Z',
  ]);
  assert.deepEqual(around(trigger, '2026-03-27T08:29:59.999Z'), [
    '2026-03-26T08:30:00.000Z',
    '2026-03-27T08:30:00.000Z',
  ]);
  assert.deepEqual(around({ kind: 'cron', rule: '0 0 1 1 *' }, '2026-06-01T00:00:00.500Z'), [
    '2026-01-01T00:00:00.000Z',
    '2027-01-01T00:00:00.000Z',
  ]);
});

test('what can’t be a trigger is refused', () => {
  const wrong: [Trigger, RegExp][] = [
    [{ kind: 'interval', seconds: 0 }, /interval/],
    [{ kind: 'interval', seconds: 1.5 }, /interval/],
    [{ kind: 'hourly', hours: 0, minute: 0 }, /hours/],
    [{ kind: 'hourly', hours: 1, minute: 60 }, /minute/],
    [{ kind: 'hourly', hours: 5, minute: 0, timezone: 'Asia/Seoul' }, /divide 24/],
    [{ kind: 'cron', rule: 'daily' }, /rule 'daily'/],
    [{ kind: 'cron', rule: '0 0 30 2 *' }, /never comes/],
    [{ kind: 'cron', rule: '* * * * *', timezone: 'Mars/Base' }, /Mars/],
  ];
  for (const [trigger, message] of wrong)
    assert.throws(() => ticksOf(trigger), { name: 'RangeError', message });
});
