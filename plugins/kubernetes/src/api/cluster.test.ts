import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { openKubeconfig } from '../access/index.ts';
import { ClusterApi } from './cluster.ts';
import { explain } from './error.ts';
import { identify } from './identify.ts';

const file = (name: string) => readFileSync(new URL(`testdata/${name}`, import.meta.url));

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const json = (response: ServerResponse, status: number, body: object, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

describe('an API server', () => {
  let answer: Answer;
  const server = createServer({ key: file('key.pem'), cert: file('certificate.pem') }, (request, response) =>
    answer(request, response),
  );
  let address: string;
  const { signal } = new AbortController();

  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  async function withApi<T>(use: (api: ClusterApi) => Promise<T>, secret: object = {}): Promise<T> {
    const certificate_authority_data = file('certificate.pem').toString('base64');
    const given = { server: `${address}/base`, token: 't0ken', certificate_authority_data, ...secret };
    const api = new ClusterApi(await openKubeconfig(given));
    try {
      return await use(api);
    } finally {
      api.close();
    }
  }
  const ask = (secret?: object) =>
    withApi(api => api.ask<{ ok: boolean }>({ path: '/version', query: { limit: 5 }, signal }), secret);
  const told = async (secret?: object) => {
    const thrown = await ask(secret).catch((error: unknown) => error);
    return explain(thrown, address) as { code: string; message: string };
  };

  it('is asked below its base path with the token', async () => {
    const seen: unknown[] = [];
    answer = ({ url, headers }, response) => {
      seen.push(url, headers.authorization, headers.accept);
      json(response, 200, { ok: true });
    };
    assert.deepEqual(await ask(), { ok: true });
    assert.deepEqual(seen, ['/base/version?limit=5', 'Bearer t0ken', 'application/json']);
  });

  it('keeps its connection from request to request', async () => {
    const ports = new Set<unknown>();
    answer = ({ socket }, response) => {
      ports.add(socket.remotePort);
      json(response, 200, {});
    };
    await withApi(async api => {
      for (let i = 0; i < 3; i++) await api.ask({ path: '/version', signal });
    });
    assert.equal(ports.size, 1);
  });

  it('may put a request off', async () => {
    let asked = 0;
    answer = (_, response) => {
      asked++;
      if (asked < 3) json(response, 429, {}, { 'retry-after': '0' });
      else json(response, 200, { ok: true });
    };
    assert.deepEqual(await ask(), { ok: true });
    assert.equal(asked, 3);
    answer = (_, response) => {
      asked++;
      json(response, 503, {}, { 'retry-after': '0' });
    };
    asked = 0;
    await assert.rejects(ask(), { status: 503 });
    assert.equal(asked, 5, 'and no more often than that');
  });

  it('isn’t sent the token when its certificate is another one’s', async () => {
    let asked = false;
    answer = (_, response) => {
      asked = true;
      json(response, 200, {});
    };
    const { code, message } = await told({ certificate_authority_data: '' });
    assert.equal(code, 'INVALID_PARAMETER');
    assert.match(message, /certificate of https:\/\/127\.0\.0\.1:\d+ can't be trusted/);
    assert.equal(asked, false);
  });

  it('has its refusals told, and others’ pages not', async () => {
    answer = (_, response) => json(response, 401, { kind: 'Status', message: 'Unauthorized' });
    assert.equal((await told()).code, 'AUTHENTICATE_FAILURE');
    answer = (_, response) => json(response, 403, { kind: 'Status', message: 'pods is forbidden' });
    assert.match((await told()).message, /pods is forbidden/);
    answer = (_, response) => response.writeHead(502).end('<html>an inner page</html>');
    const page = await told();
    assert.equal(page.code, 'GRPC_CONNECTION');
    assert.match(page.message, /HTTP 502/);
    assert.doesNotMatch(page.message, /inner page/);
    answer = (_, response) => response.writeHead(200).end('an inner page');
    assert.match((await told()).message, /no Kubernetes API server/);
  });

  it('can’t send the token elsewhere', async () => {
    answer = (_, response) => response.writeHead(302, { location: 'https://127.0.0.1:1/' }).end();
    await assert.rejects(ask(), { status: 302 });
  });

  it('is Kubernetes’s', async () => {
    answer = (_, response) => json(response, 200, { version: '1' });
    await assert.rejects(
      withApi(api => identify(api, signal)),
      /no Kubernetes API server/,
    );
  });

  it('is known by its address to an account that may not see kube-system', async () => {
    answer = ({ url }, response) =>
      url?.endsWith('/version')
        ? json(response, 200, { gitVersion: 'v1.34.4' })
        : json(response, 403, { kind: 'Status', message: 'forbidden' });
    assert.deepEqual(await withApi(api => identify(api, signal), { cluster_name: 'main' }), {
      id: new URL(address).host,
      name: 'main',
      version: 'v1.34.4',
    });
  });

  it('is left when the caller goes away', async () => {
    const controller = new AbortController();
    answer = () => controller.abort();
    await assert.rejects(
      withApi(api => api.ask({ path: '/version', signal: controller.signal })),
      { name: 'AbortError' },
    );
  });
});

describe('a request that fails', () => {
  it('is told by its cause', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:6443'), { code: 'ECONNREFUSED' });
    assert.equal((explain(refused, 'https://a') as { code: string }).code, 'GRPC_CONNECTION');
    assert.match((explain(refused, 'https://a') as Error).message, /https:\/\/a: connect ECONNREFUSED/);
    const mistake = new TypeError('x is not a function');
    assert.equal(explain(mistake, 'https://a'), mistake, 'a mistake of ours is not the server’s');
  });
});
