import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errno } from '../error.ts';
import { explain, explainMaking, explainSystem } from './failure.ts';

// As the programs write them.
const said = [
  [
    'POSTGRES_LIBRARY_MISSING',
    '/app/bin/postgres: error while loading shared libraries: libxml2.so.2: cannot open shared object file: No such file or directory',
    "postgres can't load libxml2.so.2",
  ],
  [
    'DISK_FULL',
    '2026-01-01 00:00:00.000 UTC [7] FATAL:  could not write lock file "postmaster.pid": No space left on device',
    'the disk of /data is full',
  ],
  [
    'PORT_IN_USE',
    '2026-01-01 00:00:00.000 UTC [7] LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\n' +
      '2026-01-01 00:00:00.000 UTC [7] FATAL:  could not create any TCP/IP sockets',
    "PostgreSQL's port is in use",
  ],
  [
    'DATA_NOT_WRITABLE',
    'initdb: error: could not create directory "/data/base": Permission denied',
    'the data folder /data can\'t be written: could not create directory "/data/base": Permission denied',
  ],
  [
    'POSTGRES_DATA_DAMAGED',
    '2026-01-01 00:00:00.000 UTC [7] PANIC:  could not locate a valid checkpoint record at 0/1000028\n' +
      '2026-01-01 00:00:00.000 UTC [6] LOG:  aborting startup due to startup process failure',
    'the data in /data is damaged: could not locate a valid checkpoint record at 0/1000028',
  ],
  [
    'POSTGRES_FAILED',
    '2026-01-01 00:00:00.000 UTC [7] FATAL:  invalid value for parameter "jit": "maybe"',
    'postgres ended (1): invalid value for parameter "jit": "maybe"',
  ],
] as const;

for (const [code, text, message] of said) {
  test(`${code} is told from the program's own words`, () => {
    const error = explain('postgres', text.split('\n'), 1, '/data');
    assert.deepEqual({ code: error.code, message: error.message }, { code, message });
  });
}

test('a program that the system cannot load is told', () => {
  const error = explain('postgres', ['postgres-supervisor: /app/bin/postgres: not found'], 127, '/data');
  assert.equal(error.code, 'POSTGRES_LIBRARY_MISSING');
  assert.match(error.hint, /GNU C library/);
});

test('failed system calls are told, other errors left alone', () => {
  const fail = (code: string) => explainSystem(Object.assign(new Error(code), { code }), '/data');
  assert.equal(errno(fail('EROFS')), 'DATA_NOT_WRITABLE');
  assert.equal(errno(fail('ENOTDIR')), 'DATA_NOT_WRITABLE');
  assert.equal(errno(fail('ENOSPC')), 'DISK_FULL');
  assert.equal(errno(fail('EIO')), 'EIO');
});

test('a folder that cannot be made on a read-only file system is told', () => {
  const fail = (code: string) => explainMaking(Object.assign(new Error(code), { code }), '/data');
  assert.match(String(fail('ENOENT')), /the data folder \/data can't be written: EROFS/);
  assert.equal(errno(fail('ENOSPC')), 'DISK_FULL');
  assert.equal(errno(fail('EIO')), 'EIO');
});
