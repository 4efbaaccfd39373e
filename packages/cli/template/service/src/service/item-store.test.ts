import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Application, createClient, loadServiceConfig, Peers, serverStarters } from '@hawser/core';
import { migrate, Postgres } from '@hawser/core/connector/postgres';
import { testDatabase } from '@hawser/local/testing';
import { ItemStoreService } from '../../gen/item_store/v1/item_store_pb.js';
import manifest from '../../service.ts';

const { host, port, user, password, database } = await testDatabase();
const peers = new Peers();
const { value: config } = loadServiceConfig(manifest, {
  overrides: {
    LOG: { level: 'silent' },
    SERVERS: { rest: { host: '127.0.0.1', port: 0 } },
    DATABASES: { default: { host, port, user, password, database } },
  },
});
const application = new Application(manifest, { peers, config });
await migrate(application.component(Postgres), manifest.name, manifest.migrations);
await application.start([serverStarters.rest]);
after(() => application.stop());

const items = createClient(ItemStoreService, { peers, channel: () => assert.fail('not in this process') });

test('keeps an item until it is deleted', async () => {
  const { itemId, createdAt } = await items.createItem({ name: 'lamp' });
  assert.ok(createdAt);
  assert.equal((await items.getItem({ itemId })).name, 'lamp');
  await items.deleteItem({ itemId });
  await assert.rejects(items.getItem({ itemId }), { code: 'NOT_FOUND' });
});

test('gives a name once, and asks for one', async () => {
  await items.createItem({ name: 'chair' });
  await assert.rejects(items.createItem({ name: 'chair' }), { code: 'NOT_UNIQUE' });
  await assert.rejects(items.createItem({}), { code: 'REQUIRED_PARAMETER' });
});

test('lists page by page', async () => {
  for (const name of ['page a', 'page b', 'page c']) await items.createItem({ name });
  const first = await items.listItems({ pageSize: 2, pageToken: 'page' });
  assert.deepEqual(
    first.items.map(({ name }) => name),
    ['page a', 'page b'],
  );
  const last = await items.listItems({ pageSize: 2, pageToken: first.nextPageToken });
  assert.deepEqual(
    last.items.map(({ name }) => name),
    ['page c'],
  );
  assert.equal(last.nextPageToken, '');
});

test('answers over REST', async () => {
  const url = `http://${application.servers[0]!.address}/item-store/v1/items`;
  const made = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'desk' }),
  });
  assert.equal(made.status, 200);
  const { item_id } = (await made.json()) as { item_id: string };
  const found = (await (await fetch(`${url}/${item_id}`)).json()) as { name: string };
  assert.equal(found.name, 'desk');
});
