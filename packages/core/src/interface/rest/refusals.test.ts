import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serve } from './testdata/serve.ts';

describe('REST’s refusals and errors', () => {
  let served: Awaited<ReturnType<typeof serve>>;
  const call: Awaited<ReturnType<typeof serve>>['call'] = (...args) => served.call(...args);
  before(async () => {
    served = await serve();
  });
  after(() => served.application.stop(0));

  /** The first violation of a refused request. */
  const refused = async (answer: ReturnType<typeof call>) => {
    const { status, json } = await answer;
    assert.equal(status, 400);
    const [info, request] = json().error.details;
    const { field, description } = request?.fieldViolations[0] ?? {};
    return `${info.reason} ${field}: ${description}`;
  };

  it('names every wrong field of a body by its path', async () => {
    const book = {
      titel: 1,
      page_count: 'x',
      authors: [{ display_name: 'A' }, { name: 'B' }],
      labels: { a: 1 },
      published_at: 'yesterday',
      extra: [],
      sequel: { sequel: { lent: 'yes' } },
      cover: 'a',
      file_format: 'b',
    };
    const { status, json } = await call('POST', '/v1/books', { book });
    assert.equal(status, 400);
    assert.equal(
      json().error.message,
      'Parameter is invalid. (key = book.titel, reason = is not a field of Book)',
    );
    const violations = json().error.details[1].fieldViolations as { field: string; description: string }[];
    assert.deepEqual(
      violations.map(({ field, description }) => `${field} ${description}`),
      [
        'book.titel is not a field of Book',
        'book.page_count must be int32',
        'book.authors[1].name is not a field of Author',
        'book.labels["a"] must be string',
        'book.published_at must be RFC 3339 time',
        'book.extra must be object',
        'book.sequel.sequel.lent must be bool',
        'book.file_format is given together with cover',
      ],
    );
  });

  it('refuses bodies that are no JSON, of another type, too large or not wanted', async () => {
    const post = (body: unknown, headers = {}) => refused(call('POST', '/v1/books', body, headers));
    assert.equal(await post('{"a":1,}'), 'INVALID_PARAMETER body: is not JSON from position 7 on');
    assert.equal(await post('{'), 'INVALID_PARAMETER body: is not JSON from position 1 on');
    assert.equal(
      await post('{"book":{"extra":{"a":[1e400]}}}'),
      'INVALID_PARAMETER body: has a number that is too large',
    );
    assert.equal(await post('[]'), 'INVALID_PARAMETER_TYPE CreateBookRequest: must be object');
    assert.equal(await post('"x"'), 'INVALID_PARAMETER_TYPE CreateBookRequest: must be object');
    assert.match(
      await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      /content-type: must be/,
    );
    assert.match(await post(`"${'x'.repeat(100_001)}"`), /body: is larger than 100000 bytes/);
    assert.equal(
      await post(`${'{"book":{"sequel":'.repeat(1)}${'{"sequel":'.repeat(300)}{}${'}'.repeat(302)}`),
      `INVALID_PARAMETER book${'.sequel'.repeat(99)}: is nested too deeply`,
    );
    const deleted = call('DELETE', '/v1/shelves/1/books/2', { a: 1 });
    assert.equal(await refused(deleted), 'INVALID_PARAMETER body: is not taken by this method');
    const invalid = await fetch(`${served.url}/v1/books`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    assert.equal(
      ((await invalid.json()) as never as { error: { status: string } }).error.status,
      'INVALID_ARGUMENT',
    );
  });

  it('answers errors with their status, and unknown ones without their text', async () => {
    const { status, json } = await call('GET', '/v1/shelves/1/books/missing');
    assert.equal(status, 404);
    assert.deepEqual(json(), {
      error: {
        code: 404,
        status: 'NOT_FOUND',
        message: 'Resource cannot be found or access is denied. (name = shelves/1/books/missing)',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'NOT_FOUND',
            domain: 'hawser.test.v1',
            metadata: { key: 'name', value: 'shelves/1/books/missing' },
          },
        ],
      },
    });
    const unknown = await call('POST', '/v1/fail', { text: 'a secret' });
    assert.equal(unknown.status, 500);
    assert.doesNotMatch(unknown.text, /secret/);
    const invalid = await refused(call('POST', '/v1/books', { book: { authors: [{}], page_count: 10001 } }));
    assert.match(invalid, /^INVALID_PARAMETER book.page_count: /);
  });

  it('answers errors of a service with SpaceONE’s conventions in SpaceONE’s form', async () => {
    const found = await call('POST', '/library/v1/shelf/get', { shelf_id: 's' });
    assert.deepEqual(found.json(), { shelf_id: 's', created_at: '2026-01-01T00:00:00.000Z' });
    const missing = await call('POST', '/library/v1/shelf/get', { shelf_id: 'missing' });
    assert.equal(missing.status, 404);
    assert.deepEqual(missing.json(), {
      detail: {
        code: 'ERROR_NOT_FOUND',
        message: 'Resource cannot be found or access is denied. (shelf_id = missing)',
      },
    });
    const empty = await call('POST', '/library/v1/shelf/get');
    assert.deepEqual(empty.json(), {
      detail: { code: 'ERROR_REQUIRED_PARAMETER', message: 'Required parameter. (key = shelf_id)' },
    });
    const form = await call('POST', '/library/v1/shelf/get', 'a=1', { 'content-type': 'text/plain' });
    assert.equal(form.json().detail.code, 'ERROR_INVALID_PARAMETER');
  });

  it('answers unknown paths and HTTP methods by listed codes', async () => {
    const unknown = await call('GET', '/v1/nothing');
    assert.equal(`${unknown.status} ${unknown.json().error.details[0].reason}`, '404 NOT_FOUND');
    const wrong = await call('DELETE', '/v1/shelves/1/books');
    assert.equal(`${wrong.status} ${wrong.json().error.details[0].reason}`, '501 NOT_IMPLEMENTED');
    assert.equal(wrong.headers.get('allow'), 'GET, POST');
    assert.equal((await call('GET', '/v1/shelves/1/books/2:lend')).status, 200, 'a name may end so');
    assert.equal((await call('GET', '/v1/%ff')).status, 400);
    assert.equal((await call('POST', '/hawser.test.v1.Library/Internal', {})).status, 404);
  });
});
