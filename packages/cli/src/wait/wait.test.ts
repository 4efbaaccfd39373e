import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, describe, it } from 'node:test';
import { freePort } from '@hawser/local/testing';
import { Client } from 'pg';
import { cleanEnvironment, here, main } from '../../test/hawser.ts';
import { Running } from '../../test/lines.ts';
import { configFolder, template } from '../../test/template.ts';
import { streams } from '../terminal/streams.ts';
import { type Condition, holds, notYet } from './condition.ts';
import { runWait, type WaitCommand } from './run.ts';
import { watch } from './watch.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-wait-'));
after(() => rmSync(folder, { recursive: true }));
const message = join(folder, 'termination-log');
const pause = { timeout: 30, interval: 0.1 };

/** Runs the wait and hands on its lines as they come. */
async function waiting(
  command: Partial<WaitCommand>,
  heard: (line: string) => void = () => {},
): Promise<string> {
  const before = streams.out;
  const out = new PassThrough();
  Object.assign(streams, { out });
  let log = '';
  out.setEncoding('utf8').on('data', (data: string) => {
    log += data;
    heard(data);
  });
  writeFileSync(message, 'of an earlier try');
  try {
    await runWait({ ...pause, ...command }, { terminationLog: message });
    out.end();
    await once(out, 'end');
    return log;
  } finally {
    Object.assign(streams, { out: before });
  }
}

const said = (log: string, name: RegExp) =>
  log
    .split('\n')
    .filter(line => name.test(line))
    .map(line => line.slice(10));

describe('hawser wait', () => {
  it('waits for TCP and HTTP, and tells each change once', async () => {
    const [tcpPort, httpPort] = [await freePort(), await freePort()];
    const tcp = createServer();
    after(() => tcp.close());
    let status = 503;
    const http = createHttp((_, response) =>
      response.writeHead(status).end(status === 503 ? 'warming  up\n' : ''),
    );
    after(() => {
      http.close();
      http.closeAllConnections();
    });
    const log = await waiting(
      { tcp: [`127.0.0.1:${tcpPort}`], http: [`http://127.0.0.1:${httpPort}/`] },
      line => {
        if (line.includes(`${tcpPort}: not yet`)) tcp.listen(tcpPort, '127.0.0.1');
        if (line.includes(`TCP 127.0.0.1:${tcpPort}: ok`)) http.listen(httpPort, '127.0.0.1');
        if (line.includes('warming up')) {
          assert.match(
            readFileSync(message, 'utf8'),
            /^waiting for HTTP .* now: answers 503: warming up; last error, at [\d:]+Z: connect ECONNREFUSED/,
          );
          status = 200;
        }
      },
    );
    assert.deepEqual(said(log, /TCP .*: (ok|not yet)/), [
      `TCP 127.0.0.1:${tcpPort}: not yet, connect ECONNREFUSED 127.0.0.1:${tcpPort}`,
      `TCP 127.0.0.1:${tcpPort}: ok, takes connections`,
    ]);
    assert.deepEqual(said(log, /HTTP .*: (ok|not yet)/), [
      `HTTP http://127.0.0.1:${httpPort}/: not yet, connect ECONNREFUSED 127.0.0.1:${httpPort}`,
      `HTTP http://127.0.0.1:${httpPort}/: not yet, answers 503: warming up`,
      `HTTP http://127.0.0.1:${httpPort}/: ok, answers 200`,
    ]);
    assert.match(log, /^\d\d:\d\d:\d\dZ waiting for HTTP .*, TCP .*; 30 s at most\n/);
    assert.match(log, /all is there\n$/);
    assert.equal(readFileSync(message, 'utf8'), '', 'nothing is missing any more');
  });

  it('waits for a database and its migrations, and then for the service on it', async () => {
    const config = await configFolder();
    const settings = JSON.parse(readFileSync(join(config.folder, 'application.yaml'), 'utf8'));
    const database = settings.DATABASES.default;
    try {
      const migrated = { migrated: [template], config: config.folder };
      let migration: Promise<unknown> | undefined;
      const log = await waiting(migrated, line => {
        if (line.includes('0001-items missing'))
          migration = new Promise((resolve, reject) => {
            const child = spawn(process.execPath, [main, 'migrate', template, '-c', config.folder], {
              env: cleanEnvironment(),
            });
            child.once('exit', code => (code === 0 ? resolve(code) : reject(new Error(`${code}`))));
          });
      });
      await migration;
      const name = `database of item-store (127.0.0.1:${database.port})`;
      assert.deepEqual(said(log, /database .*: (ok|not yet)/), [
        `${name}: not yet, answers, and isn't migrated: 0001-items missing`,
        `${name}: ok, all 1 migrations are applied`,
      ]);

      const started = new Running<{ msg: string; servers: Record<string, string> }>(
        ['start', template, '--server', 'grpc', '--config', config.folder],
        { cwd: template },
      );
      const [ready] = await started.said(({ msg }) => msg === 'ready');
      const served = await waiting({ service: [`items=grpc://${ready!.servers.grpc}`] });
      assert.deepEqual(said(served, /service .*: /), [
        `service items (grpc://${ready!.servers.grpc}): ok, serves`,
      ]);

      const client = new Client(database);
      await client.connect();
      await client.query(`update hawser_migrations set checksum = 'another'`);
      await client.end();
      await assert.rejects(
        waiting({ ...migrated, timeout: 0.5 }),
        /0001-items was edited after it was applied/,
      );
    } finally {
      config.remove();
    }
  });

  it('gives up, and says what is missing since when in the pod’s message too', async () => {
    const port = await freePort();
    const open = createServer().listen(0, '127.0.0.1');
    after(() => open.close());
    await once(open, 'listening');
    const { port: there } = open.address() as { port: number };
    const expected = new RegExp(
      `gave up after 0.3 s; missing 1 of 2:\\n {2}service x \\(grpc://127.0.0.1:${port}\\): missing since [\\d:]+Z; now: .*ECONNREFUSED`,
    );
    const given = { service: [`x=grpc://127.0.0.1:${port}`], tcp: [`127.0.0.1:${there}`], timeout: 0.3 };
    await assert.rejects(waiting(given), expected);
    assert.match(readFileSync(message, 'utf8'), expected);
  });

  it('reminds of what is missing, since when and with its last error', async () => {
    const lines: string[] = [];
    let looks = 0;
    const slow: Condition = {
      name: 'a slow one',
      check: async () => {
        looks++;
        if (looks < 3) throw new Error('nobody there');
        return looks < 8 ? notYet('starts') : holds('is there');
      },
    };
    const left = await watch([slow, { name: 'another', check: async () => holds('is there') }], {
      timeout: 30_000,
      interval: 20,
      reminder: 40,
      line: text => lines.push(text),
      missing: () => {},
    });
    assert.deepEqual(left, []);
    const at = lines.findIndex(line => /^still waiting after 0\.\d s of 30 s; missing 1 of 2:$/.test(line));
    assert.match(lines[at + 1]!, /^ {2}a slow one: missing since [\d:]+Z; now: /);
    const reminders = lines.filter(line => /now: starts; last error, at [\d:]+Z: nobody there$/.test(line));
    assert.ok(reminders.length > 0, lines.join('\n'));
    assert.deepEqual(
      lines.filter(line => !/^still|^ /.test(line)),
      [
        'a slow one: not yet, nobody there',
        'another: ok, is there',
        'a slow one: not yet, starts',
        'a slow one: ok, is there',
      ],
    );
  });

  it('leaves no connection behind that nobody takes', async () => {
    // A server that stands still, once its queue is full, answers no more: packets are dropped, as those to a Service
    // that has just been made.
    const script =
      "import('node:net').then(({ createServer }) => createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () { console.log(this.address().port); }))";
    const server = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    after(() => server.kill('SIGKILL'));
    const port = Number(String((await once(server.stdout, 'data'))[0]));
    server.kill('SIGSTOP');
    const fillers = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => {}));
    after(() => {
      for (const filler of fillers) filler.destroy();
    });
    await once(fillers[0]!, 'connect');
    const args = ['wait', '--service', `x=grpc://127.0.0.1:${port}`, '--timeout', '1'];
    const child = spawn(process.execPath, [main, ...args], { env: cleanEnvironment() });
    const ended = once(child, 'close');
    const [said] = await once(child.stderr, 'data');
    const gaveUp = Date.now();
    assert.match(String(said), /gave up after 1 s; .*\n.*(no answer in 1 s|not taken in time)/);
    assert.deepEqual(await ended, [1, null]);
    assert.ok(Date.now() - gaveUp < 5_000, `ended ${Date.now() - gaveUp} ms after it gave up`);
  });

  it('ends at once by a signal', async () => {
    const child = spawn(process.execPath, [main, 'wait', '--tcp', `127.0.0.1:${await freePort()}`], {
      env: cleanEnvironment(),
    });
    const ended = once(child, 'close');
    const [first] = await once(child.stdout, 'data');
    assert.match(String(first), /waiting for TCP/);
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [143, null]);
  });

  it('says what it can’t understand', async () => {
    const cases: [args: string[], says: RegExp][] = [
      [[], /there is nothing to wait for/],
      [['--service', 'grpc://a:1'], /--service is NAME=grpc:\/\/HOST:PORT, not "grpc:\/\/a:1"/],
      [['--tcp', 'a'], /--tcp is HOST:PORT/],
      [['--http', 'a:1'], /--http is an http:\/\/ or https:\/\/ URL/],
      [['--pod', 'web'], /--pod is LABEL=VALUE/],
      [['--container', 'web'], /--container is POD\/CONTAINER/],
      [['--timeout', 'soon', '--tcp', 'a:1'], /It is a number of seconds/],
      [
        ['--migrated', template, '--config', folder],
        /the configuration of item-store has no DATABASES\.default/,
      ],
    ];
    for (const [args, says] of cases) {
      const { code, stderr } = await here(['wait', ...args]);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, says);
    }
    const outside = await here(['wait', '--job', 'a']);
    assert.equal(outside.code, 1);
    assert.match(outside.stderr, /this is no pod of a cluster/);
  });
});
