import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import plugin from '@hawser/plugin';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import {
  ExternalAuth,
  ExternalAuthInfo_State as State,
} from '@hawser/proto/spaceone/api/identity/v2/external_auth_pb.js';
import { Token } from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import { User, UserInfo_State } from '@hawser/proto/spaceone/api/identity/v2/user_pb.js';
import { Plugin as Catalogue } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import repository from '@hawser/repository';
import { runCases } from '../../test/cases.ts';
import { fails } from '../../test/fails.ts';
import { asked, startLoginPlugin } from '../../test/login-plugin.ts';
import { startPlatform } from '../../test/platform.ts';
import { secretService } from '../../test/secret.ts';
import { createTenant, logIn } from '../../test/tenants.ts';

const EXTERNAL = 2;

describe('ExternalAuth', async () => {
  const endpoint = await startLoginPlugin();
  const platform = await startPlatform([{ manifest: repository }, { manifest: plugin }, secretService]);
  const { as, systemToken } = platform;
  const { admin, domainId, owners } = await createTenant(platform, 'tenant');
  const entry = {
    name: 'Tickets',
    resourceType: 'identity.ExternalAuth',
    image: 'tickets',
    registryConfig: { endpoint },
  };
  await as(Catalogue, systemToken).register({ ...entry, pluginId: 'plugin-tickets' });
  const options = { protocol: 'ticket', identity_provider: 'tickets', auto_user_sync: true };
  const pluginInfo = { pluginId: 'plugin-tickets', upgradeMode: 2, options, secretData: { ticket: 'gold' } };
  const issue = (credentials: Record<string, string>) =>
    as(Token).issue({ domainId, authType: EXTERNAL, credentials });
  let secretId = '';

  runCases(
    platform,
    ExternalAuth,
    () => admin,
    [
      {
        rpc: 'get',
        what: 'when there is none',
        request: () => ({}),
        gives: made => assert.deepEqual([made.state, made.pluginInfo], [State.DISABLED, undefined]),
      },
      {
        rpc: 'get',
        what: 'by an owner',
        token: () => owners[0],
        request: () => ({}),
        fails: 'PERMISSION_DENIED',
      },
      { rpc: 'unset', what: 'none', request: () => ({}), fails: 'NOT_FOUND' },
      {
        rpc: 'set',
        what: 'without a protocol',
        request: () => ({ pluginInfo: { ...pluginInfo, options: {} } }),
        fails: 'REQUIRED_PARAMETER',
        text: /plugin_info.options.protocol/,
      },
      {
        rpc: 'set',
        what: 'a plugin that isn’t there',
        request: () => ({ pluginInfo: { ...pluginInfo, pluginId: 'plugin-0' } }),
        fails: 'NOT_FOUND',
      },
      {
        rpc: 'set',
        what: 'a plugin, whose secret is kept elsewhere',
        request: () => ({ pluginInfo }),
        gives: made => {
          secretId = made.pluginInfo!.secretId;
          assert.ok(secretId);
          assert.deepEqual(
            [made.state, made.pluginInfo!.metadata],
            [State.ENABLED, { identity_provider: 'tickets', protocol: 'ticket' }],
          );
          assert.deepEqual([asked.init?.domainId, asked.init?.options], [domainId, options]);
          assert.ok(!JSON.stringify(made).includes('gold'));
        },
      },
      {
        rpc: 'set',
        what: 'again, with another secret',
        request: () => ({ pluginInfo }),
        gives: made => assert.notEqual(made.pluginInfo!.secretId, secretId),
      },
      {
        rpc: 'get',
        what: 'it',
        request: () => ({}),
        gives: made => assert.equal(made.pluginInfo?.pluginId, 'plugin-tickets'),
      },
    ],
    ['unset answers'],
  );

  it('tells how to log in', async () => {
    const info = await as(Domain).get_auth_info({ name: 'tenant' });
    assert.deepEqual(
      [info.externalAuthState, info.metadata],
      [1, { identity_provider: 'tickets', protocol: 'ticket' }],
    );
  });

  it('lets those in whom the plugin knows, and creates them', async () => {
    const { accessToken } = await issue({ user: 'holder', ticket: 'gold' });
    assert.match(accessToken, /^eyJ/);
    const { name, email, authType, state } = await as(User, admin).get({ userId: 'holder' });
    assert.deepEqual(
      [name, email, authType, state],
      ['Ticket Holder', 'holder@example.com', EXTERNAL, UserInfo_State.ENABLED],
    );
    // Texts that plugins built with the SDK refuse are left out, Structs are there even when empty.
    assert.deepEqual([asked.authorize?.schemaId, asked.authorize?.metadata?.protocol], ['', 'ticket']);
    await issue({ user: 'holder', ticket: 'gold' });
  });

  it('lets nobody else in', async () => {
    await fails(issue({ user: 'holder', ticket: 'none' }), 'AUTHENTICATE_FAILURE', /not valid/);
    await fails(issue({ user: 'owner-1', ticket: 'gold' }), 'NOT_FOUND');
    await fails(logIn(platform, domainId, 'holder'), 'AUTHENTICATE_FAILURE');
    await as(User, admin).disable({ userId: 'holder' });
    await fails(issue({ user: 'holder', ticket: 'gold' }), 'INVALID_PARAMETER', /disabled/);
  });

  it('ends', async () => {
    assert.equal((await as(ExternalAuth, admin).unset({})).state, State.DISABLED);
    await fails(issue({ user: 'other', ticket: 'gold' }), 'AUTHENTICATE_FAILURE');
  });

  it('is not there without a plugin service', async () => {
    const alone = await startPlatform();
    const tenant = await createTenant(alone, 'tenant');
    await fails(alone.as(ExternalAuth, tenant.admin).set({ pluginInfo }), 'NOT_IMPLEMENTED');
  });
});
