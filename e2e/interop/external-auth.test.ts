import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPlatform } from './platform.ts';
import { PythonPlugin } from './python-plugin.ts';
import { Spacectl } from './spacectl.ts';

const { endpoints, tokens, domainId } = await startPlatform();
const admin = new Spacectl(endpoints, { token: tokens.admin });

test('users log in through a plugin of the Python SDK', async () => {
  const plugin = await PythonPlugin.serve('door');
  await admin.call('register', 'plugin', {
    plugin_id: 'plugin-door',
    name: 'Door',
    image: 'acme/door',
    resource_type: 'identity.ExternalAuth',
    registry_config: { endpoint: plugin.endpoint },
  });
  const set = await admin.call('set', 'identity.ExternalAuth', {
    plugin_info: {
      plugin_id: 'plugin-door',
      options: { protocol: 'saml', identity_provider: 'door', auto_user_sync: true },
      secret_data: { word: 'friend' },
    },
  });
  assert.equal(set.state, 'ENABLED');
  const metadata = { identity_provider: 'door', domain: domainId, icon: null };
  assert.deepEqual((set.plugin_info as { metadata: object }).metadata, metadata);

  // Whoever logs in has no token yet.
  const nobody = new Spacectl(endpoints, {});
  const info = await nobody.call('get_auth_info', 'domain', { name: 'default' });
  assert.deepEqual(
    [info.domain_id, info.external_auth_state, info.metadata],
    [domainId, 'ENABLED', metadata],
  );
  const login = (word: string) => ({
    domain_id: domainId,
    auth_type: 'EXTERNAL',
    credentials: { user_id: 'frodo', word },
  });
  const refused = await nobody.error('exec', 'issue', 'token', '-j', JSON.stringify(login('mellon')));
  assert.match(refused, /api_key/);
  const issued = await nobody.call('issue', 'token', login('friend'));
  assert.ok(issued.access_token && issued.refresh_token);
  const user = await admin.json('get', 'user', '-p', 'user_id=frodo');
  assert.deepEqual([user.auth_type, user.name, user.email], ['EXTERNAL', 'Friend', 'friend@example.com']);

  await plugin.stop();
  assert.match(
    await nobody.error('exec', 'issue', 'token', '-j', JSON.stringify(login('friend'))),
    /Server is unavailable/,
  );
  await plugin.start();
  await nobody.call('issue', 'token', login('friend'));

  await admin.call('unset', 'identity.ExternalAuth', {});
  const without = await nobody.call('get_auth_info', 'domain', { name: 'default' });
  assert.equal(without.external_auth_state, 'DISABLED');
  assert.match(
    await nobody.error('exec', 'issue', 'token', '-j', JSON.stringify(login('friend'))),
    /api_key/,
  );
});
