import assert from 'node:assert/strict';
import { type ErrorCode, HawserError } from '@hawser/core';

/** Checks that a call fails with a code, and with a text if one is given. */
export const fails = (call: Promise<unknown>, code: ErrorCode, text?: RegExp): Promise<void> =>
  assert.rejects(call, (error: unknown) => {
    assert.ok(error instanceof HawserError, String((error as Error).stack));
    assert.equal(error.code, code, `${error.message} ${String((error.cause as Error | undefined)?.stack)}`);
    if (text) assert.match(error.message, text);
    return true;
  });
