import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { lines, open, readUntil } from '../testdata/client.ts';
import { seen } from '../testdata/library.ts';
import { serve } from '../testdata/serve.ts';

/** Waits for something that happens after the answer, e.g. a cancelled method's end. */
async function eventually(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    assert.ok(Date.now() < end, 'it never happened');
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

describe('streams over REST', () => {
  let served: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    served = await serve();
  });
  after(() => served.application.stop(0));

  it('answers a stream as newline-delimited JSON', async () => {
    const { status, headers, text } = await served.call('GET', '/v1/books:watch?count=3');
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'application/x-ndjson');
    assert.deepEqual(lines(text), [
      { title: 'Volume 0' },
      { title: 'Volume 1', page_count: 1 },
      { title: 'Volume 2', page_count: 2 },
    ]);
    const empty = await served.call('GET', '/v1/books:watch');
    assert.equal(`${empty.status} ${empty.text}`, '200 ');
  });

  it('answers a stream as server-sent events that say how it ended', async () => {
    const accept = { accept: 'text/event-stream' };
    const { headers, text } = await served.call('GET', '/v1/books:watch?count=1', undefined, accept);
    assert.equal(headers.get('content-type'), 'text/event-stream');
    assert.equal(text, 'data: {"title":"Volume 0"}\n\nevent: end\ndata: {}\n\n');
    const failed = await served.call('GET', '/v1/books:watch?count=1&fail_with=ABORTED', undefined, accept);
    const [, event] = failed.text.split('\n\n');
    assert.match(
      event!,
      /^event: error\ndata: \{"error":\{"code":409,"status":"ABORTED","message":"as asked"/,
    );
  });

  it('answers a failure before the first message with its own status', async () => {
    const { status, json } = await served.call('GET', '/v1/books:watch?fail_with=PERMISSION_DENIED');
    assert.equal(`${status} ${json().error.message}`, '403 as asked');
    const query = await served.call('GET', '/v1/books:watch?nope=1');
    assert.equal(query.status, 400);
  });

  it('ends with the error as the last line, and its code as a trailer, after the first message', async () => {
    const opened = open(`${served.url}/v1/books:watch?count=2&fail_with=NOT_FOUND`, 'GET');
    const response = await opened.response;
    const text = (await response.toArray()).join('');
    assert.equal(response.statusCode, 200);
    assert.equal((lines(text)[2] as { error: { code: number } }).error.code, 404);
    assert.equal(response.trailers['x-error-code'], 'NOT_FOUND');
  });

  it('opens a stream that has nothing to say yet and keeps it alive', async () => {
    const headers = { accept: 'text/event-stream' };
    const opened = open(`${served.url}/v1/books:watch?wait=true`, 'GET', headers);
    const response = await opened.response;
    assert.equal(response.statusCode, 200);
    assert.match(await readUntil(response, ': heartbeat\n\n'), /^: heartbeat/);
    const before = seen.cancelled.length;
    opened.request.destroy();
    await eventually(() => seen.cancelled.length > before);
  });

  it('ends the method when the caller goes away, streamed or not', async () => {
    const before = seen.cancelled.length;
    const traceparent = '00-fedcba9876543210fedcba9876543210-0123456789abcdef-01';
    const opened = open(`${served.url}/v1/fail`, 'POST', { 'content-type': 'application/json', traceparent });
    opened.request.on('error', () => {});
    opened.request.end('{"code":"WAIT"}');
    const { metrics } = served.application.methods.find(({ info }) => info.desc.name === 'Fail')!;
    await eventually(() => metrics.inFlight === 1);
    opened.request.destroy();
    await eventually(() => seen.cancelled.length > before);
    assert.equal(seen.cancelled.at(-1), 'fedcba9876543210fedcba9876543210');
    assert.equal(metrics.inFlight, 0);
    assert.equal(metrics.byStatus[1], 1);
  });

  it('asks the method for no more than the caller reads', async () => {
    const opened = open(`${served.url}/v1/books:watch?count=1000000`, 'GET');
    const response = await opened.response;
    let last = -1;
    await eventually(() => {
      const still = seen.watched === last;
      last = seen.watched;
      return still;
    });
    assert.ok(last < 500_000, `${last} were made for a caller who reads nothing`);
    response.resume();
    await eventually(() => seen.watched > last);
    opened.request.destroy();
  });

  it('reads a stream of requests', async () => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const body = `{"title":"a"}\n\n{"title":"b"}\r\n${JSON.stringify({ title: 'é'.repeat(40_000) })}`;
    const { json } = await served.call('POST', '/v1/books:import', body, headers);
    assert.equal(json().imported, 3);
    assert.equal(json().last_title.length, 40_000);
    const none = await served.call('POST', '/v1/books:import', '', headers);
    assert.equal(none.text, '{}');
  });

  it('names the line of a stream of requests that is wrong', async () => {
    const send = async (body: string, type = 'application/x-ndjson') => {
      const { status, json } = await served.call('POST', '/v1/books:import', body, { 'content-type': type });
      assert.equal(status, 400);
      return json().error.message;
    };
    assert.match(await send('{}\n{"nope":1}\n'), /key = nope, reason = is not a field of Book\) \(line 2\)$/);
    assert.match(await send('{}\n{]\n'), /is not JSON from position 1 on\) \(line 2\)$/);
    assert.match(await send('{"page_count":-1}'), /key = page_count/);
    assert.match(await send(`{"title":"${'x'.repeat(100_001)}"}`), /a line of more than 100000 bytes/);
    assert.match(await send('{}', 'text/plain'), /key = content-type/);
  });

  it('talks both ways at once', async () => {
    const { request, response: answered } = open(`${served.url}/v1/books:discuss`, 'POST', {
      'content-type': 'application/x-ndjson',
    });
    request.write('{"text":"one"}\n');
    const response = await answered;
    assert.equal(await readUntil(response, '\n'), '{"text":"re: one"}\n');
    request.write('{"text":"tw');
    request.write('o"}\n');
    assert.equal(await readUntil(response, '\n'), '{"text":"re: two"}\n');
    request.end('{"text":1}');
    const last = lines(await readUntil(response, '\n'))[0] as { error: { status: string } };
    assert.equal(last.error.status, 'INVALID_ARGUMENT');
    response.resume();
    await once(response, 'end');
  });

  it('ends a conversation that the caller breaks off', async () => {
    const { request, response: answered } = open(`${served.url}/v1/books:discuss`, 'POST', {
      'content-type': 'application/x-ndjson',
    });
    request.on('error', () => {});
    const { metrics } = served.application.methods.find(({ info }) => info.desc.name === 'Discuss')!;
    request.write('{"text":"one"}\n');
    const response = await answered;
    response.on('error', () => {});
    await readUntil(response, '\n');
    assert.equal(metrics.inFlight, 1);
    request.destroy();
    await eventually(() => metrics.inFlight === 0);
  });
});
