import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import events from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort, startPostgres } from '@hawser/local/testing';
import { Client } from 'pg';
import { cleanEnvironment, here, main } from '../../test/hawser.ts';
import { configFolder, template } from '../../test/template.ts';

interface Connection {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

describe('hawser migrate as a Job', () => {
  let folder: Awaited<ReturnType<typeof configFolder>>;
  let server: Connection;
  before(async () => {
    folder = await configFolder();
    server = JSON.parse(readFileSync(join(folder.folder, 'application.yaml'), 'utf8')).DATABASES.default;
  });
  after(() => folder.remove());

  async function run(settings: object, ...args: string[]) {
    writeFileSync(
      join(folder.folder, 'application.yaml'),
      JSON.stringify({ DATABASES: { default: settings } }),
    );
    return here(['migrate', template, '-c', folder.folder, ...args]);
  }

  async function sql(text: string): Promise<void> {
    const client = new Client({ ...server, database: 'postgres' });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }

  it('makes the database, by its parts and by a URL', async () => {
    const name = `${server.database}_made`;
    const made = await run({ ...server, database: name });
    assert.equal(made.code, 0, made.stderr);
    assert.equal(made.stderr, `item-store: made the database ${name}\nitem-store: applied 0001-items\n`);
    const { host, port, user, password } = server;
    const url = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${name}_too`;
    const again = await run({ url });
    assert.match(again.stderr, new RegExp(`^item-store: made the database ${name}_too\n`));
    assert.deepEqual(await run({ url }), { code: 0, stdout: 'up to date\n', stderr: '' });
    for (const each of [name, `${name}_too`]) await sql(`drop database "${each}" with (force)`);
  });

  it('takes the password from the environment', async () => {
    const { password, ...rest } = server;
    writeFileSync(join(folder.folder, 'application.yaml'), JSON.stringify({ DATABASES: { default: rest } }));
    const { code, stderr } = await here(['migrate', template, '-c', folder.folder], {
      env: { HAWSER_DATABASES__DEFAULT__PASSWORD: password },
    });
    assert.equal(code, 0, stderr);
  });

  it('says when the user may not make it, and never asks twice for what waiting doesn’t mend', async () => {
    const user = `${server.database}_user`;
    await sql(`create role "${user}" login password 'secret'`);
    const settings = { ...server, user, password: 'secret', database: 'nowhere' };
    const { code, stderr } = await run(settings, '--wait', '60');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /there is no database nowhere, and the user may not make it: create it, or give the user CREATEDB/,
    );
    const wrong = await run({ ...settings, password: 'wrong' }, '--wait', '60');
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /password authentication failed/);
    await sql(`drop role "${user}"`);
  });

  it('waits for a server that isn’t up yet, as long as it may', async () => {
    const port = await freePort();
    const settings = { host: '127.0.0.1', port, user: 'x', password: 'x', database: 'x' };
    const once = await run(settings);
    assert.equal(once.code, 1);
    assert.match(once.stderr, /ECONNREFUSED/);
    const waited = await run(settings, '--wait', '1');
    assert.equal(waited.code, 1);
    assert.equal(waited.stderr.match(/waiting for the database/g)?.length, 1, waited.stderr);

    const postgres = await startPostgres();
    const { host, port: own, user, password } = postgres;
    const later = { host, port: own, user, password, database: 'later' };
    await postgres.stop();
    writeFileSync(join(folder.folder, 'application.yaml'), JSON.stringify({ DATABASES: { default: later } }));
    const child = spawn(process.execPath, [main, 'migrate', template, '-c', folder.folder, '--wait', '60'], {
      env: cleanEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = events.once(child, 'close');
    let stderr = '';
    for await (const text of child.stderr.setEncoding('utf8')) {
      if (stderr === '') void postgres.restart();
      stderr += text;
    }
    assert.deepEqual(await ended, [0, null], stderr);
    assert.match(stderr, /^item-store: waiting for the database: connect ECONNREFUSED/);
    assert.match(stderr, /item-store: made the database later\nitem-store: applied 0001-items\n$/);
  });
});
