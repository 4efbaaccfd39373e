import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { seen, startDesk } from '../../test/desk.ts';
import { hawser, here, type RunOptions } from '../../test/hawser.ts';

describe('hawser call', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-cli-'));
  let server: Awaited<ReturnType<typeof startDesk>>;
  const call = (args: readonly string[], options: RunOptions = {}) =>
    (options.input === undefined ? here : hawser)(['call', ...args, '--endpoint', server.address], {
      cwd: folder,
      ...options,
    });
  const answer = async (...args: string[]) => {
    const { code, stdout, stderr } = await call(args);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };

  before(async () => {
    server = await startDesk();
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('takes every way to write a method and its request', async () => {
    const names = [
      'desk.Desk.Say',
      'desk.Desk/Say',
      'desk.v1.Desk.Say',
      '/desk.v1.Desk/Say',
      'desk.desk.say',
    ];
    for (const name of names) assert.deepEqual(await answer(name, '{"text":"hello"}'), { text: 'hello' });
  });

  it('reads and writes fields by the names of the contract', async () => {
    const request = {
      times: 3,
      big: '9007199254740993',
      words: ['a', 'b'],
      tags: { x: [1, null, { y: true }] },
      tone: 'LOUD',
      at: '2026-01-02T03:04:05Z',
      inner: { text: 'within' },
      labels: { k: 'v' },
    };
    assert.deepEqual(await answer('desk.Desk.Say', JSON.stringify(request)), request);
  });

  it('takes fields with -p by their types, over the JSON', async () => {
    const fields = [
      'text=007',
      'times=7',
      'words=a',
      'words=b,c',
      'tags.x=1',
      'tags.y={"z":[]}',
      'tone=LOUD',
    ];
    const more = ['inner.text=9', 'labels.n=5', 'big=1'];
    const parameters = [...fields, ...more].flatMap(field => ['-p', field]);
    assert.deepEqual(await answer('desk.Desk.Say', '{"text":"over","inner":{"times":1}}', ...parameters), {
      text: '007',
      times: 7,
      big: '1',
      words: ['a', 'b,c'],
      tags: { x: 1, y: { z: [] } },
      tone: 'LOUD',
      inner: { text: '9', times: 1 },
      labels: { n: '5' },
    });
  });

  it('reads requests of a file and of standard input', async () => {
    const file = join(folder, 'request.json');
    writeFileSync(file, '{\n "text": "of a file"\n}\n');
    assert.deepEqual(await answer('desk.Desk.Say', `@${file}`), { text: 'of a file' });
    const { stdout } = await call(['desk.Desk.Say', '-'], { input: '{"text":"piped"}' });
    assert.deepEqual(JSON.parse(stdout), { text: 'piped' });
  });

  it('streams answers, one a line', async () => {
    const { stdout, code } = await call(['desk.Desk.Count', '{"text":"n","times":3}']);
    assert.equal(code, 0);
    assert.equal(stdout, '{"text":"n1"}\n{"text":"n2"}\n{"text":"n3"}\n');
    const yaml = await call(['desk.Desk.Count', '{"text":"n","times":2}', '-o', 'yaml']);
    assert.equal(yaml.stdout, 'text: n1\n---\ntext: n2\n');
  });

  it('streams requests, one a line', async () => {
    const lines = '{"text":"a"}\n\n{"text":"b"}\n';
    const joined = await call(['desk.Desk.Join', '-'], { input: lines });
    assert.deepEqual(JSON.parse(joined.stdout), { words: ['a', 'b'] });
    const echoed = await call(['desk.Desk.Echo', '-'], { input: lines });
    assert.equal(echoed.stdout, '{"text":"a"}\n{"text":"b"}\n');
    const none = await call(['desk.Desk.Echo'], { input: '' });
    assert.deepEqual([none.code, none.stdout], [0, '']);
  });

  it('keeps what came before an error of a stream', async () => {
    const { code, stdout, stderr } = await call(['desk.Desk.Count', '{"text":"fail","times":1}']);
    assert.deepEqual([code, stdout], [1, '{"text":"fail1"}\n']);
    assert.equal(stderr, 'ERROR_NOT_FOUND: Resource cannot be found or access is denied. (text = fail)\n');
  });

  it('says what a request that can’t be read has wrong', async () => {
    const { code, stderr } = await call(['desk.Desk.Join', '-'], { input: '{"text":"a"}\n{"txt":1}\n' });
    assert.equal(code, 2);
    assert.match(stderr, /^error: this is no Saying: it has no field "txt"\n→ its fields are text, times, /);
    const json = await call(['desk.Desk.Say', '{text}']);
    assert.deepEqual([json.code, json.stderr.split(':', 2).join(':')], [2, 'error: the request is no JSON']);
    const file = await call(['desk.Desk.Say', '@absent.json']);
    assert.deepEqual([file.code, file.stderr], [2, "error: absent.json can't be read: ENOENT\n"]);
  });

  it('prints errors of the server as code and text, with exit code 1', async () => {
    const { code, stdout, stderr } = await call(['desk.Desk.Say', '{"text":"fail"}']);
    assert.deepEqual([code, stdout, stderr], [1, '', 'ERROR_FAILED_PRECONDITION: the desk is locked\n']);
    const long = await call(['desk.Desk.Say', '-p', 'text=a text of more than twenty characters']);
    assert.match(long.stderr, /^ERROR_INVALID_PARAMETER: Parameter is invalid\. \(key = text, reason = /);
  });

  it('ends at its timeout', async () => {
    const { code, stderr } = await call(['desk.Desk.Say', '{"text":"wait"}', '--timeout', '300ms']);
    assert.equal(code, 1);
    assert.match(stderr, /^ERROR_REQUEST_TIMEOUT: /);
  });

  it('sends token and headers, and no token of its own to a server that it doesn’t know', async () => {
    await answer('desk.Desk.Say', '{}', '--token', 'abc', '--header', 'X-Trace=1=2');
    assert.deepEqual([seen.tokens.includes('abc'), seen.trace], [true, '1=2']);
  });

  it('names what there is when a name isn’t known', async () => {
    const method = await call(['desk.Desk.Shout']);
    assert.equal(
      method.stderr,
      'error: desk.v1.Desk has no method "Shout"\n→ it has Say, Count, Join, Echo\n',
    );
    const service = await call(['desk.Dask.Say']);
    assert.match(service.stderr, /did you mean desk\.Desk\?\n→ there are desk\.Desk, desk\.Drawer\n$/);
    assert.deepEqual([method.code, service.code], [2, 2]);
  });

  it('says that a server is away', async () => {
    const { code, stderr } = await here(['call', 'desk.Desk.Say', '--endpoint', '127.0.0.1:1'], {
      cwd: folder,
    });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^ERROR_GRPC_CONNECTION: Server is unavailable\. \(reason = connect ECONNREFUSED 127\.0\.0\.1:1\)\n→ /,
    );
  });
});
