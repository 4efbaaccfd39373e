import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { calculateJwkThumbprint, exportSPKI, SignJWT } from 'jose';
import { HawserError } from '../error/index.ts';
import {
  decodeToken,
  generateKeys,
  importKey,
  issueToken,
  type KeyPair,
  maxTokenLength,
  readKeyPair,
  type TokenContent,
  type TokenKey,
  verifyToken,
  WrongKeyError,
} from './index.ts';

const content: TokenContent = {
  typ: 'ACCESS_TOKEN',
  own: 'USER',
  did: 'domain-1',
  wid: 'workspace-1',
  aud: 'kim',
  jti: 'token-1',
  rol: 'WORKSPACE_MEMBER',
  permissions: ['inventory:*'],
  projects: ['project-1'],
};

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const refused = (text: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof HawserError, String(thrown));
  assert.equal(thrown.code, 'AUTHENTICATE_FAILURE');
  assert.match(thrown.message, text);
  return true;
};

describe('tokens', () => {
  let pair: KeyPair;
  let signing: TokenKey;
  let checking: TokenKey;
  const access = ['ACCESS_TOKEN'] as const;
  const check = (token: string) => verifyToken(token, checking, access);
  /** A token with the right key and whatever claims, past what issueToken would do. */
  const sign = (claims: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(signing.key);
  const full = () => ({ iss: 'spaceone.identity', ...content, iat: 1, ver: '2.0' });

  before(async () => {
    pair = await generateKeys();
    signing = await importKey(pair.privateKey);
    checking = await importKey(JSON.stringify(pair.publicKey));
  });

  it('are good for the key that signed them, and say what was issued', async () => {
    const token = await issueToken(content, signing, 1800);
    const { iat, exp, ...claims } = await check(token);
    assert.deepEqual(claims, content);
    assert.equal(exp! - iat, 1800);
    assert.deepEqual(decodeToken(token), { kid: pair.publicKey.kid, claims: { ...content, iat, exp } });
  });

  it('never expire without a lifetime', async () => {
    const { exp } = await check(await issueToken(content, signing, undefined));
    assert.equal(exp, undefined);
  });

  it('keep the private part of the key out of the public one', () => {
    assert.deepEqual(Object.keys(pair.publicKey).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
    assert.equal(pair.publicKey.kid, pair.privateKey.kid);
  });

  it('are refused when expired, of another type, issuer or version, or without a needed claim', async () => {
    const now = Math.floor(Date.now() / 1000);
    const { did: _, ...homeless } = full();
    await assert.rejects(check(await sign({ ...full(), exp: now - 1 })), refused(/expired/));
    await assert.rejects(check(await sign({ ...full(), typ: 'REFRESH_TOKEN' })), refused(/REFRESH_TOKEN/));
    await assert.rejects(check(await sign({ ...full(), iss: 'someone.else' })), refused(/issuer/));
    await assert.rejects(check(await sign({ ...full(), ver: '1.0' })), refused(/version/));
    await assert.rejects(check(await sign(homeless)), refused(/claim did/));
    await assert.rejects(check(await sign({ ...full(), permissions: 'all' })), refused(/claim permissions/));
    await assert.rejects(check(await sign({ ...full(), nbf: now + 60 })), refused(/not valid/));
  });

  it('are refused with another key, told apart so that a newer key can be asked for', async () => {
    const other = await importKey((await generateKeys()).publicKey);
    const token = await issueToken(content, signing, 60);
    await assert.rejects(verifyToken(token, other, access), WrongKeyError);
    await assert.rejects(verifyToken(token, { ...other, kid: undefined }, access), WrongKeyError);
  });

  it('are refused when a byte of the payload is changed', async () => {
    const [header, , signature] = (await issueToken(content, signing, 60)).split('.');
    const forged = `${header}.${encode({ ...full(), rol: 'DOMAIN_ADMIN' })}.${signature}`;
    await assert.rejects(check(forged), WrongKeyError);
  });

  it('are refused unsigned, and signed by HMAC with the public key as the secret', async () => {
    const none = `${encode({ alg: 'none' })}.${encode(full())}.`;
    await assert.rejects(check(none), refused(/RS256/));
    const body = `${encode({ alg: 'HS256' })}.${encode(full())}`;
    const mac = createHmac('sha256', await exportSPKI(checking.key))
      .update(body)
      .digest('base64url');
    await assert.rejects(check(`${body}.${mac}`), refused(/RS256/));
  });

  it('are refused when they are no JWT or too long', async () => {
    for (const text of ['', 'NO_TOKEN', 'a.b.c', 'a.b', `${encode({ alg: 'RS256' })}.${encode([])}.x`])
      await assert.rejects(check(text), refused(/not a JWT|issuer/), text);
    await assert.rejects(check('a'.repeat(maxTokenLength + 1)), refused(/too long/));
  });

  it('are signed by a key from elsewhere in PEM, which keeps its id', async () => {
    const pem = (type: 'rsa' | 'ec', bits = 2048) =>
      (type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: bits })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' })
      ).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const text = pem('rsa');
    const read = readKeyPair(text);
    assert.deepEqual(readKeyPair(text), read);
    assert.equal(read.publicKey.kid, await calculateJwkThumbprint(read.publicKey));
    assert.equal(read.publicKey.d, undefined);
    const token = await issueToken(content, await importKey(read.privateKey), 60);
    assert.equal((await verifyToken(token, await importKey(read.publicKey), access)).aud, 'kim');
    assert.throws(() => readKeyPair(pem('ec')), /must be an RSA key/);
    assert.throws(() => readKeyPair(pem('rsa', 1024)), /1024 bits, less than 2048/);
  });

  it('need an RSA key', async () => {
    await assert.rejects(importKey({ kty: 'oct', k: 'c2VjcmV0' }), /must be an RSA key/);
  });
});
