import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findCredentials } from './credentials.ts';

describe('the login for a registry', () => {
  const before = { DOCKER_CONFIG: process.env.DOCKER_CONFIG, PATH: process.env.PATH };
  const folder = mkdtempSync(join(tmpdir(), 'hawser-docker-'));
  process.env.DOCKER_CONFIG = folder;
  after(() => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });
  const config = (value: object) => writeFileSync(join(folder, 'config.json'), JSON.stringify(value));
  const auth = Buffer.from('me:pass:word').toString('base64');

  it('is none without Docker’s file', () => {
    assert.equal(findCredentials('r.example.com'), undefined);
  });

  it('is in Docker’s file, under its names for registries', () => {
    const known = { user: 'me', password: 'pass:word' };
    config({ auths: { 'r.example.com': { auth }, 'https://s.example.com': { auth }, empty: {} } });
    assert.deepEqual(findCredentials('r.example.com'), known);
    assert.deepEqual(findCredentials('s.example.com'), known);
    assert.equal(findCredentials('empty'), undefined);
    assert.equal(findCredentials('docker.io'), undefined);
    config({ auths: { 'https://index.docker.io/v1/': { auth } } });
    assert.deepEqual(findCredentials('docker.io'), known);
  });

  it('comes from the helper that the file names', () => {
    const helper = join(folder, 'docker-credential-desk');
    const script =
      '#!/bin/sh\nread -r host\n[ "$host" = r.example.com ] || exit 1\necho \'{"Username":"me","Secret":"s"}\'\n';
    writeFileSync(helper, script);
    chmodSync(helper, 0o755);
    process.env.PATH = `${folder}${delimiter}${process.env.PATH}`;
    config({ credsStore: 'desk', auths: { 't.example.com': { auth } } });
    assert.deepEqual(findCredentials('r.example.com'), { user: 'me', password: 's' });
    assert.equal(findCredentials('t.example.com')?.user, 'me');
    config({ credHelpers: { 'r.example.com': '../desk' } });
    assert.equal(findCredentials('r.example.com'), undefined);
  });
});
