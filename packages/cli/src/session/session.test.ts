import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { seen, startDesk } from '../../test/desk.ts';
import { gate, startGate } from '../../test/gate.ts';
import { hawser, here } from '../../test/hawser.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-session-'));
const env = { XDG_CONFIG_HOME: join(folder, 'config') };
const login = join(folder, 'config/hawser/login.json');
const dataDir = join(folder, '.hawser');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

let identity: Awaited<ReturnType<typeof startGate>>;
let desk: Awaited<ReturnType<typeof startDesk>>;
before(async () => {
  identity = await startGate();
  desk = await startDesk();
  gate.others = [{ service: 'desk', endpoint: `grpc://${desk.address}` }];
});
after(async () => {
  await identity.stop();
  await desk.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() =>
  Object.assign(gate, { access: 1_800, refresh: 10_800, issued: 0, granted: [], revoked: false }),
);

/** The token that a call carried. */
async function tokenOfCall(): Promise<string> {
  const { code, stderr } = await here(['call', 'desk.Desk.Say'], { cwd: folder, env });
  assert.equal(code, 0, stderr);
  const claims = seen.tokens.at(-1)!.split('.')[1]!;
  return JSON.parse(Buffer.from(claims, 'base64url').toString()).jti;
}

describe('hawser login', () => {
  const logIn = (...args: string[]) =>
    hawser(['login', identity.address, '-u', 'ada', '--password-stdin', ...args], {
      cwd: folder,
      env,
      input: 'secret word\n',
    });

  it('keeps tokens and addresses for this user alone, and no password', async () => {
    const { code, stdout, stderr } = await logIn('-d', 'example');
    assert.deepEqual([code, stdout], [0, '']);
    assert.equal(stderr, 'Logged in as ada, domain domain-1. Services: desk, identity.\n');
    assert.deepEqual([mode(login), mode(join(folder, 'config/hawser'))], ['600', '700']);
    assert.doesNotMatch(readFileSync(login, 'utf8'), /secret word/);
    const { endpoints, scope, user_id } = read(login);
    assert.deepEqual([endpoints.identity, scope, user_id], [identity.address, 'DOMAIN', 'ada']);
  });

  it('gives calls its token, and renews that when it ends', async () => {
    const first = await tokenOfCall();
    assert.equal(await tokenOfCall(), first);
    gate.access = 5;
    writeFileSync(login, JSON.stringify({ ...read(login), access_token: 'ended' }));
    const second = await tokenOfCall();
    assert.notEqual(second, first);
    // That one ends within the margin, so it isn't used twice.
    assert.notEqual(await tokenOfCall(), second);
    assert.deepEqual([gate.issued, gate.granted.length], [0, 2]);
    assert.equal(read(login).user_id, 'ada');
  });

  it('says that it has ended', async () => {
    gate.revoked = true;
    writeFileSync(login, JSON.stringify({ ...read(login), access_token: 'ended' }));
    const { code, stderr } = await here(['call', 'desk.Desk.Say'], { cwd: folder, env });
    assert.deepEqual([code, stderr], [1, 'error: the login has ended\n→ log in again with `hawser login`\n']);
  });

  it('asks for tokens of a workspace', async () => {
    await logIn('-d', 'domain-1', '-w', 'workspace-1');
    assert.deepEqual(gate.granted, [{ scope: 'WORKSPACE', workspace: 'workspace-1' }]);
  });

  it('refuses what the server refuses, and asks nobody without a terminal', async () => {
    const kept = readFileSync(login, 'utf8');
    const wrong = await hawser(
      ['login', identity.address, '-u', 'ada', '-d', 'domain-1', '--password-stdin'],
      {
        env,
        input: 'wrong',
      },
    );
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /^ERROR_AUTHENTICATE_FAILURE: /);
    assert.match((await logIn('-d', 'nowhere')).stderr, /^ERROR_NOT_FOUND: /);
    const silent = await hawser(['login', identity.address, '-u', 'ada'], { env });
    assert.deepEqual(
      [silent.code, silent.stderr.split('\n')[0]],
      [2, 'error: there is no terminal to ask on: Domain (name or id): '],
    );
    assert.equal(readFileSync(login, 'utf8'), kept);
  });

  it('is forgotten by logout', async () => {
    assert.equal((await here(['logout'], { env })).code, 0);
    assert.ok(!existsSync(login));
    assert.equal((await here(['logout'], { env })).code, 0);
  });
});

describe('without a login', () => {
  before(() => {
    mkdirSync(dataDir);
    const grpc = { identity: identity.address, desk: desk.address };
    const credentials = { url: '', grpc, domain_id: 'domain-1', user_id: 'ada', password: 'secret word' };
    writeFileSync(join(dataDir, 'credentials.json'), JSON.stringify(credentials));
  });

  it('the generated login of the platform in this folder, or in one above, is used', async () => {
    const first = await tokenOfCall();
    assert.equal(mode(join(dataDir, 'token.json')), '600');
    assert.equal(await tokenOfCall(), first);
    assert.deepEqual(gate.granted, [{ scope: 'DOMAIN', workspace: '' }]);
    const below = join(folder, 'deep/er');
    mkdirSync(below, { recursive: true });
    const { code } = await here(['call', 'desk.Desk.Say'], { cwd: below, env });
    assert.deepEqual([code, gate.issued], [0, 1]);
  });

  it('an ended login is begun anew by itself', async () => {
    gate.revoked = true;
    writeFileSync(
      join(dataDir, 'token.json'),
      JSON.stringify({ ...read(join(dataDir, 'token.json')), access_token: '' }),
    );
    await tokenOfCall();
    assert.equal(gate.issued, 1);
  });

  it('no token goes to a server that isn’t the platform’s', async () => {
    const other = await startDesk();
    try {
      await here(['call', 'desk.Desk.Say', '--endpoint', other.address], { cwd: folder, env });
      assert.equal(seen.tokens.at(-1), undefined);
      await here(['call', 'desk.Desk.Say', '--endpoint', desk.address], { cwd: folder, env });
      assert.notEqual(seen.tokens.at(-1), undefined);
    } finally {
      await other.stop();
    }
  });

  it('says which addresses are known', async () => {
    const { code, stderr } = await here(['call', 'billing.Bill.list'], { cwd: folder, env });
    assert.equal(code, 2);
    assert.match(stderr, /^error: the address of billing isn't known; known are identity, desk\n→ /);
  });
});
