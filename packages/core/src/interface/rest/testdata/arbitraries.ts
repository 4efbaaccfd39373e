import fc from 'fast-check';

// Parts of HTTP requests: some of a real contract's, some nearly so, some nothing of the kind.

const literal = fc.constantFrom(
  'v1',
  'shelves',
  'books',
  'files',
  'fail',
  'ping',
  'library',
  'shelf',
  'get',
  'books:watch',
);
const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map(text => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(
    '%',
    '%ff',
    '%2F',
    '%00',
    '..',
    '.',
    '*',
    '**',
    ':',
    '::',
    ':lend',
    'a:lend',
    '{name}',
    '__proto__',
    '',
  ),
  fc.string({ maxLength: 20 }).map(text => text.replace(/[^!-~]|#/g, '')),
);
const path = fc
  .array(fc.oneof({ weight: 2, arbitrary: literal }, wild), { maxLength: 6 })
  .map(parts => `/${parts.join('/')}`);
const key = fc.constantFrom(
  'page_size',
  'filter.title',
  'filter',
  'filter.also.also.any',
  'filter.any',
  'tags',
  'genres',
  'read_mask',
  'book_id',
  'book',
  'count',
  'name',
  '__proto__',
  'constructor.prototype',
  'filter.thumbnail',
  'filter.publishedAfter',
  '.',
  '..',
  '',
);
export const query = fc
  .array(
    fc.tuple(
      key,
      fc.oneof(wild, fc.constantFrom('1', 'true', '2026-01-01T00:00:00Z', '%7B%7D', '1e400', '-0')),
    ),
    { maxLength: 4 },
  )
  .map(pairs => (pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`));

const names = fc.constantFrom(
  'name',
  'parent',
  'book',
  'bookId',
  'book_id',
  'title',
  'page_count',
  'copiesSold',
  'authors',
  'labels',
  'extra',
  'sequel',
  'published_at',
  'cover',
  'file_format',
  'thumbnail',
  'rating',
  'genre',
  'text',
  'code',
  'reader',
  '@type',
  '__proto__',
  'toString',
);
const json = fc.letrec(tie => ({
  value: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.oneof(
        fc.integer(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.string({ unit: 'binary', maxLength: 12 }),
      ),
    },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    {
      weight: 4,
      arbitrary: fc
        .array(fc.tuple(names, tie('value')), { maxLength: 4 })
        .map(entries => Object.fromEntries(entries)),
    },
  ),
})).value;
export const body = fc.oneof(
  { weight: 6, arbitrary: json.map(value => Buffer.from(JSON.stringify(value) ?? '')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes)) },
  { weight: 1, arbitrary: json.map(value => Buffer.from(`${JSON.stringify(value)}\n{"text":"x"}\n{`)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('[', '{"book":', '['.repeat(5000), '{"extra":'.repeat(3000), '1e400', '"\\ud800"')
      .map(Buffer.from),
  },
);
export const headers = fc.dictionary(
  fc.constantFrom(
    'authorization',
    'token',
    'traceparent',
    'grpc-timeout',
    'x-request-timeout',
    'accept',
    'accept-version',
    'origin',
    'x-domain-id',
    'content-encoding',
  ),
  fc.oneof(
    fc.string({ maxLength: 20 }).map(text => text.replace(/[^!-~]/g, '')),
    fc.constantFrom('Bearer x', '1S', '99999999H', '0n', 'text/event-stream', '*/*', '1.x'),
  ),
  { maxKeys: 3 },
);
export const type = fc.constantFrom(
  'application/json',
  'application/json',
  'application/json; charset=utf-8',
  'application/x-ndjson',
  'text/plain',
  'application/',
  '',
  'multipart/form-data; boundary=x',
);

const method = fc.constantFrom(
  'GET',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PROPFIND',
);
/** Half of the requests reach a method, since paths by chance hardly do. */
export const target = fc.oneof(
  fc.tuple(method, path),
  fc.constantFrom(
    ['POST', '/v1/books'],
    ['POST', '/v1/books:import'],
    ['POST', '/v1/books:discuss'],
    ['POST', '/v1/fail'],
    ['POST', '/v1/shelves/a/books'],
    ['POST', '/v1/shelves/a/books/b:lend'],
    ['PATCH', '/v1/shelves/a%2Fb/books/%C3%A9'],
    ['GET', '/v1/shelves/a/books'],
    ['GET', '/v1/books:watch'],
    ['POST', '/library/v1/shelf/get'],
  ) as fc.Arbitrary<[string, string]>,
);
