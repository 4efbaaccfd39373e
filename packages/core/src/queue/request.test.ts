import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HawserError } from '../error/index.ts';
import type { JobRequest } from './job.ts';
import { checkBatch, checkRequest, maxPayload } from './request.ts';

test('defaults are filled in', () => {
  assert.deepEqual(checkRequest({ task: 'collect' }), {
    task: 'collect',
    key: null,
    payload: 'null',
    delay: 0,
    priority: 0,
    retryLimit: 5,
    retryDelay: 1_000,
    retryDelayMax: 300_000,
  });
});

test('a request out of bounds is refused with the name of its field', () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  const wrong: [string, JobRequest][] = [
    ['task', { task: '' }],
    ['task', { task: 'x'.repeat(201) }],
    ['task', { task: 1 as unknown as string }],
    ['key', { task: 't', key: '' }],
    ['key', { task: 't', key: 'x'.repeat(501) }],
    ['delay', { task: 't', delay: -1 }],
    ['delay', { task: 't', delay: Number.NaN }],
    ['priority', { task: 't', priority: 40_000 }],
    ['retryLimit', { task: 't', retryLimit: 1.5 }],
    ['retryDelay', { task: 't', retryDelay: Number.POSITIVE_INFINITY }],
    ['payload', { task: 't', payload: 1n }],
    ['payload', { task: 't', payload: circular }],
    ['payload', { task: 't', payload: () => 1 }],
    ['payload', { task: 't', payload: 'ä'.repeat(maxPayload / 2) }],
  ];
  for (const [key, request] of wrong)
    assert.throws(
      () => checkRequest(request),
      (error: HawserError) => error.code === 'INVALID_PARAMETER' && error.metadata.key === key,
      key,
    );
});

test('a payload may take the whole megabyte, a batch ten thousand jobs', () => {
  const payload = 'x'.repeat(maxPayload - 2);
  assert.equal(checkRequest({ task: 't', payload }).payload.length, maxPayload);
  const request = { task: 't' };
  assert.equal(checkBatch(new Array(10_000).fill(request)).length, 10_000);
  assert.throws(() => checkBatch(new Array(10_001).fill(request)), { code: 'INVALID_PARAMETER' });
});
