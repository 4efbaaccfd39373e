import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemToken } from './token.ts';

test('the token is TOKEN, or what the file holds now', t => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const uri = join(folder, 'token');
  assert.equal(systemToken({ TOKEN: '', TOKEN_INFO: {} }), undefined);
  assert.throws(() => systemToken({ TOKEN: '', TOKEN_INFO: { uri } }), { code: 'ENOENT' });
  writeFileSync(uri, 'one\n');
  assert.equal(systemToken({ TOKEN: '', TOKEN_INFO: { uri } }), 'one');
  writeFileSync(uri, 'two');
  assert.equal(systemToken({ TOKEN: '', TOKEN_INFO: { uri } }), 'two');
  assert.equal(systemToken({ TOKEN: 'given', TOKEN_INFO: { uri } }), 'given');
  const consul = { protocol: 'consul', uri: 'root/api_key/TOKEN' } as const;
  assert.equal(systemToken({ TOKEN: 'given', TOKEN_INFO: consul }), 'given');
  assert.throws(() => systemToken({ TOKEN: '', TOKEN_INFO: consul }), {
    code: 'FAILED_PRECONDITION',
    message: /TOKEN_INFO names Consul, which is not asked: give TOKEN/,
  });
});
