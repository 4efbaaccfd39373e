import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { HawserError } from '@hawser/core';
import { TimeSeriesAnalyzeQuerySchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { checkRange } from './date-range.ts';

const [daily, monthly, yearly] = [1, 2, 3] as const;
const check = (granularity: number, start: string, end: string) => () =>
  checkRange(create(TimeSeriesAnalyzeQuerySchema, { granularity, start, end }));

const now = new Date();
/** The first day of a month, so many months ago. */
const month = (ago: number) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 1)).toISOString().slice(0, 7);
const year = now.getUTCFullYear();

describe('checkRange', () => {
  it('takes days within a month, months within a year, years within three', () => {
    assert.equal(check(daily, `${month(1)}-01`, `${month(1)}-28`)(), 'DAILY');
    assert.equal(check(daily, month(2), month(2))(), 'DAILY');
    assert.equal(check(monthly, month(11), month(0))(), 'MONTHLY');
    assert.equal(check(yearly, `${year - 2}`, `${year}`)(), 'YEARLY');
  });

  for (const [what, call, text] of [
    ['wider than a month', check(daily, `${month(3)}-01`, `${month(1)}-01`), /1 month/],
    ['wider than twelve months', check(monthly, month(13), month(0)), /12 months/],
    ['older than a year of days', check(daily, `${month(14)}-01`, `${month(14)}-02`), /older/],
    ['older than three years of months', check(monthly, month(40), month(39)), /older/],
    ['older than three years', check(yearly, `${year - 4}`, `${year}`), /older/],
    ['that ends before it begins', check(monthly, month(0), month(3)), /greater/],
    ['of two formats', check(daily, month(0), `${month(0)}-02`), /same format/],
    ['of no date', check(daily, `${year}-02-31`, `${year}-03-01`), /YYYY-MM-DD/],
    ['of words', check(daily, 'yesterday', 'today'), /YYYY-MM-DD/],
    ['of days by the month', check(monthly, `${month(0)}-01`, `${month(0)}-02`), /YYYY-MM/],
    ['without granularity', check(0, month(0), month(0)), /granularity/],
  ] as const) {
    it(`refuses a range ${what}`, () => {
      assert.throws(call, (error: unknown) => error instanceof HawserError && text.test(error.message));
    });
  }
});
