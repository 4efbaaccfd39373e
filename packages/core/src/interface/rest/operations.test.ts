import assert from 'node:assert/strict';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { open } from './testdata/client.ts';
import { serve } from './testdata/serve.ts';

describe('the REST server’s own paths', () => {
  it('tells whether it lives and whether every application is ready, and why not', async () => {
    const { application, call } = await serve();
    assert.deepEqual((await call('GET', '/healthz')).json(), { status: 'ok' });
    const ready = await call('GET', '/readyz');
    assert.equal(ready.status, 200);
    assert.deepEqual(ready.json(), { ready: true, applications: { library: { ready: true, reasons: {} } } });
    application.readiness.report('database', 'is away');
    const away = await call('GET', '/readyz');
    assert.equal(away.status, 503);
    assert.deepEqual(away.json().applications.library, { ready: false, reasons: { database: 'is away' } });
    await application.stop(0);
  });

  it('counts calls for Prometheus, with the process’s own metrics', async () => {
    const { application, call } = await serve();
    await call('GET', '/v1/shelves/1/books/2');
    await call('GET', '/v1/shelves/1/books/missing');
    const { text, headers } = await call('GET', '/metrics');
    assert.match(headers.get('content-type')!, /^text\/plain; version=0\.0\.4/);
    const labels = 'service="hawser.test.v1.Library",method="GetBook"';
    const value = (name: string) =>
      Number(
        text
          .split('\n')
          .find(line => line.startsWith(`${name} `))
          ?.slice(name.length + 1),
      );
    assert.equal(value(`hawser_calls_total{${labels},code="OK"}`), 1);
    assert.equal(value(`hawser_calls_total{${labels},code="NOT_FOUND"}`), 1);
    assert.equal(value(`hawser_calls_total{service="hawser.test.v1.Library",method="Ping",code="OK"}`), 0);
    assert.equal(value(`hawser_calls_in_flight{${labels}}`), 0);
    assert.equal(value(`hawser_call_duration_seconds_bucket{${labels},le="+Inf"}`), 2);
    assert.equal(value(`hawser_call_duration_seconds_count{${labels}}`), 2);
    assert.ok(value('process_resident_memory_bytes') > 1e6);
    await application.stop(0);
  });

  it('gives CORS headers to configured origins alone', async () => {
    const closed = await serve();
    const ask = { origin: 'https://console.example.com' };
    const plain = await closed.call('GET', '/v1/ping', undefined, ask);
    assert.equal(plain.headers.get('access-control-allow-origin'), null);
    await closed.application.stop(0);

    const { application, call } = await serve({ cors: { origins: [ask.origin] } });
    const allowed = await call('GET', '/v1/ping', undefined, ask);
    assert.equal(allowed.headers.get('access-control-allow-origin'), ask.origin);
    assert.equal(allowed.headers.get('vary'), 'origin');
    const streamed = await call('GET', '/v1/books:watch?count=1', undefined, ask);
    assert.equal(streamed.headers.get('access-control-allow-origin'), ask.origin);
    const other = await call('GET', '/v1/ping', undefined, { origin: 'https://evil.example.com' });
    assert.equal(other.headers.get('access-control-allow-origin'), null);
    const preflight = { ...ask, 'access-control-request-method': 'POST' };
    const preflighted = await call('OPTIONS', '/v1/books', undefined, preflight);
    assert.equal(preflighted.status, 204);
    assert.match(preflighted.headers.get('access-control-allow-headers')!, /authorization/);
    await application.stop(0);
  });

  it('answers what isn’t HTTP by a listed code too', async () => {
    const { application, server } = await serve();
    const socket = connect(server.port, '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    const text = (await socket.toArray()).join('');
    assert.match(text, /^HTTP\/1\.1 400 Refused\r\n/);
    assert.match(text, /"reason":"INVALID_PARAMETER"/);
    await application.stop(0);
  });

  it('says who else claims a path', async () => {
    const { application } = await serve();
    const { startRest } = await import('./server.ts');
    const part = {
      name: 'twin',
      version: '1.0.0',
      summary: '',
      methods: application.methods,
      readiness: application.readiness,
    };
    const options = { host: '127.0.0.1', port: 0, bodyLimitBytes: 1000, cors: { origins: [] } };
    const twice = startRest({ applications: [part, part], options, log: application.log });
    await assert.rejects(twice, /Library\/GetBook and \/hawser.test.v1.Library\/GetBook both claim GET/);
    await application.stop(0);
  });
});

describe('the drain of a REST server', () => {
  it('fails no request of callers that go on calling over open connections', async () => {
    const { application, url } = await serve();
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const outcomes = { answered: 0, refused: 0, failed: [] as string[] };
    const once = () =>
      new Promise<boolean>(resolve => {
        const asked = request(`${url}/v1/ping`, { agent }, (response: IncomingMessage) => {
          response.resume().once('end', () => {
            if (response.statusCode === 200) outcomes.answered++;
            else outcomes.failed.push(`status ${response.statusCode}`);
            resolve(true);
          });
        });
        asked.once('error', (error: Error & { code?: string }) => {
          // A new connection is refused: nothing was sent.
          if (error.code === 'ECONNREFUSED') outcomes.refused++;
          else outcomes.failed.push(`${error.code} ${error.message}`);
          resolve(false);
        });
        asked.end();
      });
    const caller = async () => {
      while (await once());
    };
    const callers = [caller(), caller(), caller(), caller()];
    while (outcomes.answered < 200) await once();
    await application.stop(5000);
    await Promise.all(callers);
    agent.destroy();
    assert.deepEqual(outcomes.failed, []);
    assert.equal(outcomes.refused, 4);
  });

  it('waits for running requests, and no longer than it may', async () => {
    const { application, url } = await serve();
    const json = { 'content-type': 'application/json' };
    const slow = open(`${url}/v1/fail`, 'POST', json);
    slow.request.end('{"code":"SLOW"}');
    const stuck = open(`${url}/v1/fail`, 'POST', json);
    stuck.request.end('{"code":"WAIT"}');
    const broken = stuck.response.catch((error: Error & { code?: string }) => error.code);
    const { metrics } = application.methods.find(({ info }) => info.desc.name === 'Fail')!;
    while (metrics.inFlight < 2) await new Promise(resolve => setImmediate(resolve));
    const began = Date.now();
    await application.stop(1200);
    const took = Date.now() - began;
    assert.ok(took >= 1200 && took < 5000, `${took}`);
    const answer = await slow.response;
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers.connection, 'close');
    answer.resume();
    assert.equal(await broken, 'ECONNRESET');
  });
});
