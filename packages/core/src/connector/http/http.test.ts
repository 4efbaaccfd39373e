import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application } from '../../application.ts';
import { HawserError } from '../../error/index.ts';
import { defineService } from '../../manifest/index.ts';
import { Service } from '../../service/index.ts';
import { Transaction } from '../../transaction/index.ts';
import { HttpConnector, type HttpMethod, type HttpRequest, HttpStatusError } from './index.ts';
import type { HttpOptions } from './options.ts';

class RegionService extends Service(Region) {
  list() {
    return {};
  }
}

class Api extends HttpConnector {
  protected override readonly defaults = { headers: { 'x-key': 'k' } };
  send = (method: HttpMethod, path: string | string[], request?: HttpRequest) =>
    this.request(method, path, request);
  read = (method: HttpMethod, path: string | string[], request?: HttpRequest) =>
    this.json(method, path, request);
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'A test',
  services: [RegionService],
  servers: ['grpc'],
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server whose answers are taken in turn, the last one again and again. */
async function startServer() {
  const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  let answers: Answer[] = [];
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    (answers.length > 1 ? answers.shift()! : answers[0]!)(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    seen,
    answer: (...given: Answer[]) => {
      seen.splice(0);
      answers = given;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end(body);
  };
const ok = status(200, {}, '{"ok":true}');

function transactionOf(deadlineMs: number): Transaction {
  return new Transaction(
    { path: '/a.B/c', deadlineMs },
    { transport: 'local', header: () => undefined, deadline: Infinity, onCancel: () => {} },
  );
}

const code = (expected: string, cause?: number) => (thrown: unknown) => {
  assert.ok(thrown instanceof HawserError, String(thrown));
  assert.equal(thrown.code, expected, thrown.message);
  if (cause !== undefined) assert.equal((thrown.cause as HttpStatusError).status, cause);
  return true;
};

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

  it('says which option is wrong', async () => {
    const wrong = { baseUrl: 'ftp://x', tiemout: 1 } as unknown as HttpOptions;
    assert.throws(() => api(wrong).send('GET', '/'), /CONNECTORS\.Api is wrong:\n.*tiemout.*baseUrl/s);
  });
});
