import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { login, startDockerRegistry, withoutRegistry } from '../../../test/docker-registry.ts';
import { digestOf } from '../layer/layer.ts';
import { pullBlob, pushBlob } from './blobs.ts';
import { Registry } from './client.ts';

const data = Buffer.from('cargo');
const blob = { mediaType: 'text/plain', digest: digestOf(data), size: data.length };

describe('a registry that asks for a login', { skip: withoutRegistry }, () => {
  it('gets it, and is told of when there is none or it is wrong', async () => {
    const server = await startDockerRegistry({ protect: true });
    try {
      const known = new Registry(server.host, { credentials: login });
      assert.equal(await pushBlob(known, 'a/b', blob, async () => data), 'uploaded');
      assert.deepEqual(await pullBlob(known, 'a/b', blob), data);
      const wrong = new Registry(server.host, { credentials: { ...login, password: 'open' } });
      const refused = { code: 'REGISTRY_AUTH', hint: /docker login 127\.0\.0\.1:/ };
      await assert.rejects(pullBlob(wrong, 'a/b', blob), {
        ...refused,
        message: /doesn’t let captain use a\/b$/,
      });
      await assert.rejects(pullBlob(new Registry(server.host), 'a/b', blob), refused);
    } finally {
      await server.stop();
    }
  });
});

describe('a registry with a service of tokens', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });
  const serve = async (listener: RequestListener) => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it('gets the token that the service gives for the login and the repository', async () => {
    const asked: string[] = [];
    const tokens = await serve((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      response.end('{"token": "t1"}');
    });
    const host = await serve((request, response) => {
      if (request.headers.authorization === 'Bearer t1') return void response.end(data);
      const challenge = `Bearer realm="http://${tokens}/token",service="harbour"`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
    });
    const registry = new Registry(host, { credentials: login });
    assert.deepEqual(await pullBlob(registry, 'a/b', blob), data);
    assert.deepEqual(await pullBlob(registry, 'a/b', blob), data);
    const basic = Buffer.from(`${login.user}:${login.password}`).toString('base64');
    assert.deepEqual(asked, [`/token?service=harbour&scope=repository%3Aa%2Fb%3Apull Basic ${basic}`]);
  });

  it('isn’t told the login when the service is another machine without HTTPS', async () => {
    let told: string | undefined = 'not asked';
    const tokens = await serve((request, response) => {
      told = request.headers.authorization;
      response.end('{"token": "t1"}');
    });
    const realm = `http://localhost:${tokens.split(':')[1]}/token`;
    const host = await serve((_, response) => {
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end();
    });
    const registry = new Registry(host, { credentials: login });
    await assert.rejects(pullBlob(registry, 'a/b', blob), { code: 'REGISTRY_AUTH' });
    assert.equal(told, undefined);
  });

  it('gives bytes that are checked, and its refusals in its own words', async () => {
    const host = await serve((request, response) => {
      if (request.url!.includes('/c/')) response.writeHead(500).end('the hold is full');
      else response.end('other');
    });
    const registry = new Registry(host);
    const damaged = { code: 'REGISTRY_REFUSED', message: /gave other bytes than those of sha256:/ };
    await assert.rejects(pullBlob(registry, 'a/b', blob), damaged);
    const full = { code: 'REGISTRY_REFUSED', message: /answers 500 for c\/d: the hold is full$/ };
    await assert.rejects(pullBlob(registry, 'c/d', blob), full);
    const secure = new Registry(host, { plainHttp: false });
    const hint = { code: 'REGISTRY_UNREACHABLE', hint: /--plain-http/ };
    await assert.rejects(pullBlob(secure, 'a/b', blob), hint);
  });
});
