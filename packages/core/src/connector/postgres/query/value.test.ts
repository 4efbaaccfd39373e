import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanJson, likePattern, parseTime, parseTimediff } from './value.ts';

test('ISO 8601 texts name moments, in UTC unless they say otherwise', () => {
  const cases: [text: string, iso: string | undefined][] = [
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['2026-03', '2026-03-01T00:00:00.000Z'],
    ['2026-03-31', '2026-03-31T00:00:00.000Z'],
    ['2026-03-31 10:20', '2026-03-31T10:20:00.000Z'],
    ['2026-03-31T10:20:30.123456Z', '2026-03-31T10:20:30.123Z'],
    ['2026-03-31T10:20:30+09', '2026-03-31T01:20:30.000Z'],
    ['2026-03-31T10:20:30+0930', '2026-03-31T00:50:30.000Z'],
    ['2026-03-31T10:20:30-00:30', '2026-03-31T10:50:30.000Z'],
    ['2026-02-30', undefined],
    ['2026-13-01', undefined],
    ['0000-01-01', undefined],
    ['2026-01-01T25:00:00Z', undefined],
    ['now', undefined],
    ['', undefined],
  ];
  for (const [text, iso] of cases) assert.equal(parseTime(text)?.toISOString(), iso, text);
});

test('relative times count from now, or from the start of a day, week or month', () => {
  const now = new Date('2026-04-30T10:20:30.400Z');
  const cases: [text: string, iso: string | undefined][] = [
    ['now', '2026-04-30T10:20:30.400Z'],
    ['now - 30s', '2026-04-30T10:20:00.400Z'],
    ['now+1w', '2026-05-07T10:20:30.400Z'],
    ['now/d', '2026-04-30T00:00:00.000Z'],
    [' now/d + 90m ', '2026-04-30T01:30:00.000Z'],
    ['now/w', '2026-04-27T00:00:00.000Z'],
    ['now/m - 1d', '2026-03-31T00:00:00.000Z'],
    ['now/m-2h', '2026-03-31T22:00:00.000Z'],
    ['now/y', undefined],
    ['now - 1y', undefined],
    ['now - 999999999w', undefined],
    ['2026-01-01', undefined],
  ];
  for (const [text, iso] of cases) assert.equal(parseTimediff(text, now)?.toISOString(), iso, text);
});

test('a LIKE pattern holds for the text alone', () => {
  assert.equal(likePattern('50%_\\'), '%50\\%\\_\\\\%');
});

test('values that PostgreSQL cannot hold are refused or mended', () => {
  assert.deepEqual(cleanJson({ a: ['\ud800'] }, 'query'), { a: ['\ufffd'] });
  assert.throws(() => cleanJson({ 'a\0': 1 }, 'query.x'), /query\.x/);
  assert.throws(() => cleanJson(['\0'], 'query.x'), /query\.x/);
  assert.throws(() => cleanJson(Number.NaN, 'query.x'), /query\.x/);
  let deep: unknown = 1;
  for (let i = 0; i < 21; i++) deep = [deep];
  assert.throws(() => cleanJson(deep as [], 'query.x'), /levels/);
});
