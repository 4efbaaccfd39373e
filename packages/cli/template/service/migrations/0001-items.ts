import type { Migration } from '@hawser/core';

/** An applied migration is never edited: what changes later is a step of its own. */
export const items: Migration = {
  name: '0001-items',
  up: `
    create table items (
      item_id text primary key,
      name text not null unique,
      created_at timestamptz not null default now()
    )`,
};
