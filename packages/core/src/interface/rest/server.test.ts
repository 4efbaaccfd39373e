import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serve } from './testdata/serve.ts';

describe('REST', () => {
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

  it('reads a variable of several segments and answers with the contract’s field names', async () => {
    const { status, headers, json } = await call('GET', '/v1/shelves/a%20b/books/c%2Fd');
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
    assert.deepEqual(json(), {
      name: 'shelves/a b/books/c%2Fd',
      title: 'Emma',
      genre: 'GENRE_NOVEL',
      page_count: 474,
      copies_sold: '12345678901',
    });
  });

  it('reads query parameters of every kind', async () => {
    const filter = [
      'filter.title=a%26b',
      'filter.genre=2',
      'filter.publishedAfter=2026-01-01T00:00:00Z',
      'filter.reading_time=1.5s',
      'filter.lent=false',
      'filter.any=%7B%22a%22:%5B1%5D%7D',
      'filter.exact=true',
      'filter.also.also.title=deep',
      'filter.rating=NaN',
      'filter.thumbnail=AQI=',
      'filter.copies_sold=9007199254740993',
    ];
    const query = [
      'page_size=3',
      'tags=x',
      'tags=y',
      'genres=GENRE_POEM',
      'genres=1',
      'readMask=a,bC',
      ...filter,
    ];
    const { json } = await call('GET', `/v1/shelves/1/books?${query.join('&')}`);
    assert.deepEqual(json().request, {
      parent: 'shelves/1',
      page_size: 3,
      filter: {
        title: 'a&b',
        genre: 'GENRE_POEM',
        published_after: '2026-01-01T00:00:00Z',
        reading_time: '1.500s',
        lent: false,
        any: { a: [1] },
        exact: true,
        also: { also: { title: 'deep' } },
        rating: 'NaN',
        thumbnail: 'AQI=',
        copies_sold: '9007199254740993',
      },
      tags: ['x', 'y'],
      genres: ['GENRE_POEM', 'GENRE_NOVEL'],
      read_mask: 'a,bC',
    });
  });

  it('refuses query parameters that it could not honour', async () => {
    const ask = (query: string) => refused(call('GET', `/v1/shelves/1/books?${query}`));
    assert.equal(await ask('nope=1'), 'INVALID_PARAMETER nope: is not a query parameter of this method');
    assert.equal(
      await ask('filter.nope=1'),
      'INVALID_PARAMETER filter.nope: is not a query parameter of this method',
    );
    assert.equal(await ask('parent=x'), 'INVALID_PARAMETER parent: is given by the path or the body');
    assert.equal(
      await ask('page_size=1&page_size=2'),
      'INVALID_PARAMETER page_size: is given more than once',
    );
    assert.equal(await ask('page_size=many'), 'INVALID_PARAMETER_TYPE page_size: must be int32');
    assert.equal(await ask('filter=x'), 'INVALID_PARAMETER filter: can not be given in the query');
    assert.equal(
      await ask('filter.labels=x'),
      'INVALID_PARAMETER filter.labels: can not be given in the query',
    );
    assert.equal(await ask('filter.exact=yes'), 'INVALID_PARAMETER_TYPE filter.exact: must be bool');
    assert.equal(await ask('filter.any=%7B'), 'INVALID_PARAMETER filter.any: is not JSON from position 1 on');
    assert.match(
      await ask('genres=9&genres=NOPE'),
      /^INVALID_PARAMETER_TYPE genres\[1\]: must be one of GENRE_UNSPEC/,
    );
    assert.equal(
      await ask('__proto__.x=1'),
      'INVALID_PARAMETER __proto__.x: is not a query parameter of this method',
    );
  });

  it('takes a field as the body, with the rest in path and query', async () => {
    const created = await call('POST', '/v1/shelves/7/books?book_id=b', { title: 'Emma' });
    assert.deepEqual(created.json(), { name: 'shelves/7/books/b', title: 'Emma' });
    assert.equal((await call('POST', '/v1/shelves/7/books')).status, 400, 'the body is required');
    const updated = await call('PATCH', '/v1/shelves/7/books/b', { name: 'other', title: 'Persuasion' });
    assert.deepEqual(updated.json(), { name: 'shelves/7/books/b', title: 'Persuasion' });
  });

  it('takes the whole request as the body, by an additional binding too, in both spellings', async () => {
    const { json } = await call('POST', '/v1/books', {
      parent: 'shelves/1',
      bookId: 'x',
      book: { page_count: 3 },
    });
    assert.deepEqual(json(), { name: 'shelves/1/books/x', page_count: 3 });
    const lent = await call('POST', '/v1/shelves/1/books/2:lend', { reader: 'Ann', name: 'overridden' });
    assert.deepEqual(lent.json(), { name: 'shelves/1/books/2', lent: true, labels: { reader: 'Ann' } });
  });

  it('tells paths apart that differ in their verb, and takes any depth for **', async () => {
    assert.deepEqual((await call('GET', '/v1/files/a/b%2Fc/d%20e')).json(), { path: 'a/b%2Fc/d e' });
    assert.deepEqual((await call('GET', '/v1/files')).json(), {});
    assert.deepEqual((await call('POST', '/v1/files/a/b:purge')).json(), { path: 'a/b', purged: true });
    assert.equal((await call('POST', '/v1/files/a/b')).status, 404);
    assert.equal((await call('POST', '/v1/files/a/b%3Apurge')).status, 404, 'an encoded colon is no verb');
    assert.deepEqual((await call('DELETE', '/v1/shelves/1/books/2')).text, '{}');
  });

  it('answers one field of the response', async () => {
    assert.deepEqual((await call('GET', '/v1/shelves/1/titles?page_size=1')).json(), [
      { name: 'shelves/1/books/0' },
    ]);
    assert.equal((await call('GET', '/v1/shelves/1/titles')).text, '[]');
  });

  it('tells the method of the caller’s headers', async () => {
    const headers = {
      authorization: 'Bearer abc',
      'x-domain-id': 'domain-1',
      traceparent: '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01',
      'grpc-timeout': '5S',
    };
    const { left, ...rest } = (await call('PUT', '/v1/ping', undefined, headers)).json();
    assert.deepEqual(rest, {
      transport: 'rest',
      token: 'abc',
      domain_id: 'domain-1',
      trace_id: '0123456789abcdef0123456789abcdef',
    });
    assert.ok(left > 0 && left <= 5000, `${left}`);
    const seconds = (await call('GET', '/v1/ping', undefined, { 'x-request-timeout': '2.5' })).json();
    assert.ok(seconds.left > 0 && seconds.left <= 2500, `${seconds.left}`);
    const wrong = call('GET', '/v1/ping', undefined, { 'grpc-timeout': '5' });
    assert.match(await refused(wrong), /^INVALID_PARAMETER grpc-timeout: /);
  });
});
