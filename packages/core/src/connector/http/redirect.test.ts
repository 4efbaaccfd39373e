import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Application } from '../../application.ts';
import type { HttpOptions } from './options.ts';
import { Api, code, manifest, ok, startServer, status } from './testing.ts';

describe('redirects', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let other: Awaited<ReturnType<typeof startServer>>;
  const api = (options: Partial<HttpOptions> = {}) => {
    const config = {
      CONNECTORS: { Api: { baseUrl: `${server.origin}/v1`, ...options } },
      LOG: { level: 'silent' as const },
    };
    return new Application(manifest, { config }).component(Api);
  };
  before(async () => {
    server = await startServer();
    other = await startServer();
  });
  beforeEach(() => {
    server.answer(ok);
    other.answer(ok);
  });
  after(() => {
    server.close();
    other.close();
  });

  it('follows redirects on the same host with its credentials', async () => {
    server.answer(status(307, { location: '/v2' }), status(303, { location: '/v3' }), ok);
    await api({ token: 't' }).send('POST', '/', { json: 1 });
    const steps = server.seen.map(({ method, url, headers, body }) => [
      method,
      url,
      headers.authorization,
      body,
    ]);
    assert.deepEqual(steps, [
      ['POST', '/v1/', 'Bearer t', '1'],
      ['POST', '/v2', 'Bearer t', '1'],
      ['GET', '/v3', 'Bearer t', ''],
    ]);
  });

  it('gives no header and no body to another host', async () => {
    server.answer(status(302, { location: `${other.origin}/x` }));
    await api({ token: 't' }).send('GET', '/', { headers: { cookie: 'c', 'x-api-key': 'k' } });
    const { authorization, cookie, 'x-api-key': key } = other.seen[0]!.headers;
    assert.deepEqual([authorization, cookie, key], [undefined, undefined, undefined]);
    server.answer(status(307, { location: `${other.origin}/x` }));
    await assert.rejects(api().send('POST', '/', { json: 1 }), code('FAILED_PRECONDITION'));
    assert.equal(other.seen.length, 1);
  });

  it('goes only to allowed hosts, by redirect too', async () => {
    await assert.rejects(
      api({ allowedHosts: ['api.example.com', '*.example.org'] }).send('GET', '/'),
      code('FAILED_PRECONDITION'),
    );
    const port = new URL(other.origin).port;
    server.answer(status(302, { location: `http://localhost:${port}/x` }));
    await assert.rejects(api({ allowedHosts: ['127.0.0.1'] }).send('GET', '/'), code('FAILED_PRECONDITION'));
    assert.deepEqual(other.seen, []);
  });

  it('follows neither loops nor other schemes', async () => {
    server.answer(status(302, { location: '/v1/' }));
    await assert.rejects(api().send('GET', '/'), code('FAILED_PRECONDITION'));
    assert.equal(server.seen.length, 6);
    for (const location of ['file:///etc/passwd', 'data:,x', 'http://']) {
      server.answer(status(302, { location }));
      await assert.rejects(api().send('GET', '/'), code('FAILED_PRECONDITION'), location);
    }
  });
});
