import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Application } from '../../application.ts';
import { HawserError } from '../../error/index.ts';
import { HttpStatusError } from './index.ts';
import type { HttpOptions } from './options.ts';
import { Api, code, manifest, ok, startServer, status, transactionOf } from './testing.ts';

describe('HTTP connector', () => {
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

  it('sends JSON below the base URL with its headers, and reads JSON', async () => {
    const answer = await api({ token: 't' }).read('POST', ['a b', 'c/d'], {
      json: { x: 1 },
      query: { q: ['1', '2'], no: undefined },
    });
    assert.deepEqual(answer, { ok: true });
    const [{ method, url, headers, body } = assert.fail()] = server.seen;
    assert.deepEqual([method, url, body], ['POST', '/v1/a%20b/c%2Fd?q=1&q=2', '{"x":1}']);
    assert.deepEqual(
      [headers.authorization, headers['x-key'], headers['content-type'], headers.accept],
      ['Bearer t', 'k', 'application/json', 'application/json'],
    );
    server.answer(status(204));
    assert.equal(await api().read('DELETE', '/x'), undefined);
  });

  it('takes the defaults of its class where the configuration says nothing', async () => {
    await api().read('GET', '');
    assert.equal(server.seen[0]!.headers['x-key'], 'k');
  });

  it("doesn't leave its base URL", async () => {
    for (const path of ['/../admin', '@evil.example/', '.evil.example', ['..', 'admin'], ['']])
      await assert.rejects(api().send('GET', path), code('INVALID_PARAMETER'), String(path));
    for (const path of ['@evil.example/', '.evil.example/', ':1/'])
      await assert.rejects(
        api({ baseUrl: server.origin }).send('GET', path),
        code('INVALID_PARAMETER'),
        path,
      );
    assert.equal(server.seen.length, 0);
    await api().send('GET', '//evil.example/x');
    assert.equal(server.seen[0]!.url, '/v1//evil.example/x');
  });

  for (const [answered, expected] of [
    [400, 'FAILED_PRECONDITION'],
    [401, 'FAILED_PRECONDITION'],
    [403, 'FAILED_PRECONDITION'],
    [404, 'NOT_FOUND'],
    [409, 'ABORTED'],
    [429, 'RESOURCE_EXHAUSTED'],
    [502, 'GRPC_CONNECTION'],
    [503, 'GRPC_CONNECTION'],
  ] as const) {
    it(`answers ${expected} for ${answered}, with what was said in the cause alone`, async () => {
      server.answer(status(answered, {}, 'a secret detail'));
      await assert.rejects(api({ retries: 0 }).send('GET', '/'), (thrown: unknown) => {
        assert.ok(code(expected, answered)(thrown));
        assert.doesNotMatch((thrown as Error).message, /secret/);
        assert.equal(((thrown as Error).cause as HttpStatusError).body, 'a secret detail');
        return true;
      });
    });
  }

  it('takes a 500 for an unknown error', async () => {
    server.answer(status(500));
    await assert.rejects(api().send('GET', '/'), HttpStatusError);
    assert.equal(server.seen.length, 1);
  });

  it('repeats idempotent requests alone, while the server is away', async () => {
    server.answer(status(503), status(502), ok);
    assert.deepEqual(await api().read('GET', '/'), { ok: true });
    assert.equal(server.seen.length, 3);
    server.answer(status(503), ok);
    await assert.rejects(api().send('POST', '/'), code('GRPC_CONNECTION', 503));
    server.answer(status(503), ok);
    assert.deepEqual(await api().read('POST', '/', { idempotent: true }), { ok: true });
    server.answer((_, response) => response.destroy(), ok);
    assert.deepEqual(await api().read('PUT', '/', { json: 1 }), { ok: true });
    assert.deepEqual(
      server.seen.map(({ body }) => body),
      ['1', '1'],
    );
    server.answer(status(503));
    await assert.rejects(api({ retries: 1 }).send('GET', '/'), code('GRPC_CONNECTION'));
    assert.equal(server.seen.length, 2);
  });

  it('waits as long as the server asks, but not for ever and not beyond the deadline', async () => {
    server.answer(status(429, { 'retry-after': '0' }), ok);
    assert.deepEqual(await api().read('GET', '/'), { ok: true });
    server.answer(status(429, { 'retry-after': '3600' }), ok);
    await assert.rejects(api().send('GET', '/'), code('RESOURCE_EXHAUSTED'));
    server.answer(status(503, { 'retry-after': '5' }), ok);
    const short = transactionOf(1_000);
    await assert.rejects(
      short.run(() => api().send('GET', '/'), 0, 0),
      code('GRPC_CONNECTION'),
    );
    assert.equal(server.seen.length, 1);
  });

  it('answers GRPC_CONNECTION when nobody is there', async () => {
    const gone = await startServer();
    gone.close();
    await assert.rejects(api({ baseUrl: gone.origin, retries: 1 }).send('GET', '/'), code('GRPC_CONNECTION'));
  });

  it('ends at its timeout, and with the transaction', async () => {
    server.answer(() => {});
    await assert.rejects(api({ timeoutSeconds: 0.05, retries: 0 }).send('GET', '/'), code('REQUEST_TIMEOUT'));
    const cancelled = transactionOf(60_000);
    const answer = cancelled.run(() => api().send('GET', '/'), 0, 0);
    cancelled.abort(new HawserError('CANCELLED'));
    await assert.rejects(answer, code('CANCELLED'));
    const late = transactionOf(50);
    await assert.rejects(
      late.run(() => api().send('GET', '/'), 0, 0),
      code('REQUEST_TIMEOUT'),
    );
  });

  it('takes no answer that is too long, announced, chunked or compressed', async () => {
    const long = 'x'.repeat(100_000);
    const small = api({ maxResponseBytes: 1_000 });
    server.answer(status(200, { 'content-length': '100000' }, long));
    await assert.rejects(small.send('GET', '/'), code('RESOURCE_EXHAUSTED'));
    server.answer(status(200, {}, long));
    await assert.rejects(small.send('GET', '/'), code('RESOURCE_EXHAUSTED'));
    server.answer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(long)),
    );
    await assert.rejects(small.send('GET', '/'), code('RESOURCE_EXHAUSTED'));
    assert.equal(server.seen.length, 1);
  });

  it('says which option is wrong', async () => {
    const wrong = { baseUrl: 'ftp://x', tiemout: 1 } as unknown as HttpOptions;
    assert.throws(() => api(wrong).send('GET', '/'), /CONNECTORS\.Api is wrong:\n.*tiemout.*baseUrl/s);
  });
});
