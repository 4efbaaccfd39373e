import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { createClient } from '../../connector/service/client.ts';
import { HawserError } from '../../error/index.ts';
import { grpcJs } from '../../interface/grpc/grpc-js/index.ts';
import type { Client } from '../../service/index.ts';
import { startPlatform } from '../testing/platform.ts';

type Platform = Awaited<ReturnType<typeof startPlatform>>;

const unauthenticated = (text: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof HawserError, String(thrown));
  assert.equal(thrown.code, 'AUTHENTICATE_FAILURE', thrown.message);
  assert.match(thrown.message, /^Authenticate failure\. \(message = .+\)$/);
  assert.match(thrown.message, text);
  return true;
};

for (const together of [false, true]) {
  describe(`jwt, identity ${together ? 'in the same process' : 'over gRPC'}`, () => {
    let platform: Platform;
    let regions: Client<typeof Region>;
    let close: () => void;
    const call = async (token: string, headers: Record<string, string> = {}) => {
      const { results } = await regions.list({}, { token, headers });
      return JSON.parse(results[0]!.name) as Record<string, unknown>;
    };
    const user = { rol: 'DOMAIN_ADMIN' } as const;

    before(async () => {
      platform = await startPlatform({ together });
      const channel = grpcJs.connect(platform.inventory.servers[0]!.address, {
        maxReceiveBytes: 1e6,
        idempotent: [],
      });
      regions = createClient(Region, { channel: () => channel });
      close = () => channel.close();
    });
    after(async () => {
      close();
      await platform.stop();
    });

    it('refuses a call without a token, and one that is no token', async () => {
      await assert.rejects(regions.list({}), unauthenticated(/a token is needed/));
      await assert.rejects(call('NO_TOKEN'), unauthenticated(/not a JWT/));
    });

    it('takes the token of a REST caller too', async () => {
      const token = await platform.tenants.issue(user);
      const { totalCount } = await regions.list({}, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(totalCount, 1);
    });

    it('checks a token once, however many calls come with it', async () => {
      await platform.tenants.rotate('domain-2');
      platform.tenants.asked.splice(0);
      const token = await platform.tenants.issue({ ...user, did: 'domain-2' });
      await Promise.all(Array.from({ length: 20 }, () => call(token)));
      assert.equal((await call(token)).by, 'USER kim DOMAIN_ADMIN');
      assert.deepEqual(
        platform.tenants.asked.filter(asked => asked.includes('domain-2')),
        ['key domain-2'],
      );
    });

    it('checks the expiry of a remembered token at each call', async t => {
      const token = await platform.tenants.issue(user, 600);
      await call(token);
      t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 600_000 });
      await assert.rejects(call(token), unauthenticated(/has expired/));
    });

    it('refuses a token of a domain that is not there, and asks for it once', async () => {
      await platform.tenants.rotate('gone');
      const tokens = [
        await platform.tenants.issue({ ...user, did: 'gone' }),
        await platform.tenants.issue({ did: 'gone' }),
      ];
      platform.tenants.keys.delete('gone');
      platform.tenants.asked.splice(0);
      for (const token of tokens) await assert.rejects(call(token), unauthenticated(/domain is not known/));
      assert.deepEqual(
        platform.tenants.asked.filter(asked => asked.includes('gone')),
        ['key gone'],
      );
    });

    it('asks for a new key when signatures stop matching, but not for every wrong signature', async t => {
      await platform.tenants.rotate('domain-3');
      await call(await platform.tenants.issue({ ...user, did: 'domain-3' }));
      await platform.tenants.rotate('domain-3');
      const token = await platform.tenants.issue({ ...user, did: 'domain-3' });
      await assert.rejects(call(token), unauthenticated(/signature is wrong/));
      const now = Date.now();
      t.mock.method(Date, 'now', () => now + 11_000);
      platform.tenants.asked.splice(0);
      assert.equal(
        (await call(await platform.tenants.issue({ ...user, did: 'domain-3', aud: 'lee' }))).by,
        'USER lee DOMAIN_ADMIN',
      );
      for (const aud of ['a', 'b', 'c']) {
        const [header, body] = (await platform.tenants.issue({ ...user, did: 'domain-3', aud })).split('.');
        await assert.rejects(
          call(`${header}.${body}.${'A'.repeat(342)}`),
          unauthenticated(/signature is wrong/),
        );
      }
      assert.deepEqual(
        platform.tenants.asked.filter(asked => asked.includes('domain-3')),
        ['key domain-3'],
      );
    });

    it('refuses a token that another domain signed', async () => {
      await platform.tenants.rotate('evil');
      const key = platform.tenants.keys.get('domain-1')!;
      platform.tenants.keys.set('domain-1', platform.tenants.keys.get('evil')!);
      const forged = await platform.tenants.issue(user);
      platform.tenants.keys.set('domain-1', key);
      await assert.rejects(call(forged), unauthenticated(/signature is wrong/));
    });

    it('refuses refresh tokens, workspace roles without a workspace, and claims that contradict each other', async () => {
      const { tenants } = platform;
      await assert.rejects(
        call(await tenants.issue({ ...user, typ: 'REFRESH_TOKEN' })),
        unauthenticated(/REFRESH_TOKEN/),
      );
      await assert.rejects(
        call(await tenants.issue({ rol: 'WORKSPACE_OWNER' })),
        unauthenticated(/no workspace/),
      );
      await assert.rejects(call(await tenants.issue({ own: 'SYSTEM' })), unauthenticated(/contradict/));
      await assert.rejects(
        call(await tenants.issue({ typ: 'CLIENT_SECRET', rol: 'DOMAIN_ADMIN' })),
        unauthenticated(/contradict/),
      );
      await assert.rejects(call(await tenants.issue(user, 'for ever')), unauthenticated(/must expire/));
      await assert.rejects(call(await tenants.issue({ typ: 'SYSTEM_TOKEN' })), unauthenticated(/contradict/));
    });

    it("asks what an app may do, again after a minute, and refuses one that isn't there", async t => {
      const { tenants } = platform;
      tenants.apps.set('client-1', { permissions: ['inventory:Region.read'], projects: [] });
      const app = { ...user, typ: 'CLIENT_SECRET', own: 'APP', aud: 'app-1' } as const;
      const token = await tenants.issue({ ...app, jti: 'client-1' }, 86_400);
      tenants.asked.splice(0);
      assert.equal((await call(token)).by, 'APP app-1 DOMAIN_ADMIN');
      await call(token);
      assert.deepEqual(
        tenants.asked.filter(asked => asked.startsWith('app')),
        ['app client-1'],
      );
      await assert.rejects(
        regions.create({ name: 'n', regionCode: 'r', provider: 'p' }, { token }),
        (thrown: HawserError) => thrown.code === 'PERMISSION_DENIED',
      );
      tenants.apps.delete('client-1');
      const now = Date.now();
      t.mock.method(Date, 'now', () => now + 61_000);
      await assert.rejects(call(token), unauthenticated(/the app is disabled/));
      await assert.rejects(call(await tenants.issue(app)), unauthenticated(/names no client/));
    });

    it('takes the tenant of a system call from its headers', async () => {
      assert.deepEqual(await call(platform.system), { by: 'SYSTEM admin SYSTEM' });
      assert.deepEqual(
        await call(platform.system, { x_domain_id: 'domain-9', x_workspace_id: 'workspace-9' }),
        {
          domainId: 'domain-9',
          workspaceId: 'workspace-9',
          by: 'SYSTEM admin SYSTEM',
        },
      );
    });

    it('asks for no token in public methods, even with a bad one', async () => {
      const channel = grpcJs.connect(platform.identity.servers[0]!.address, {
        maxReceiveBytes: 1e6,
        idempotent: [],
      });
      const domains = createClient(Domain, { channel: () => channel });
      const { publicKey } = await domains.get_public_key({ domainId: 'domain-1' }, { token: 'bad' });
      channel.close();
      assert.equal((JSON.parse(publicKey) as { kty: string }).kty, 'RSA');
    });
  });
}
