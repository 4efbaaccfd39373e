import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open } from './testdata/client.ts';
import { serve } from './testdata/serve.ts';

describe('request bodies', () => {
  let served: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    served = await serve();
  });
  after(() => served.application.stop(0));

  const post = (headers: Record<string, string> = {}) =>
    open(`${served.url}/v1/books`, 'POST', { 'content-type': 'Application/JSON; charset=utf-8', ...headers });
  const textOf = async ({ response }: ReturnType<typeof post>) => (await (await response).toArray()).join('');

  it('are read whole, in whatever pieces they come', async () => {
    const sent = post();
    for (const byte of Buffer.from('{"book_id":"é"}')) sent.request.write(Buffer.of(byte));
    sent.request.write(' '.repeat(90_000));
    sent.request.end();
    assert.match(await textOf(sent), /Required parameter. \(key = book\)/);
  });

  it('are refused as soon as they are too large, whatever their stated length', async () => {
    const chunked = post();
    chunked.request.write(`"${'x'.repeat(60_000)}`);
    chunked.request.write('x'.repeat(60_000));
    assert.match(await textOf(chunked), /is larger than 100000 bytes/);
    chunked.request.destroy();
    const stated = post({ 'content-length': '100001' });
    assert.match(await textOf(stated), /is larger than 100000 bytes/);
    stated.request.destroy();
  });

  it('that end too early fail nobody but their sender', async () => {
    const { metrics } = served.application.methods.find(({ info }) => info.desc.name === 'CreateBook')!;
    const before = metrics.byStatus.reduce((all, one) => all + one, 0);
    const broken = post({ 'content-length': '100' });
    broken.request.on('error', () => {});
    broken.request.write('{"book":', () => broken.request.destroy());
    await assert.rejects(broken.response);
    assert.equal((await served.call('GET', '/healthz')).status, 200);
    assert.equal(
      metrics.byStatus.reduce((all, one) => all + one, 0),
      before,
      'the method was not called',
    );
  });
});
