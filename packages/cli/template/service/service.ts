import { defineService } from '@hawser/core';
import { items } from './migrations/0001-items.ts';
import { ItemStoreService } from './src/service/item-store.ts';

export default defineService({
  name: 'item-store',
  version: '0.1.0',
  summary: 'Keeps items',
  services: [ItemStoreService],
  servers: ['grpc', 'rest'],
  // Everyone may call, until the service stands beside one that knows users: see the README.
  defaults: { HANDLERS: { authentication: [{ backend: 'anonymous' }] } },
  migrations: [items],
});
