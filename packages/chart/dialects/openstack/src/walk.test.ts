import assert from 'node:assert/strict';
import { it } from 'node:test';
import { z } from 'zod';
import { maybe, open, text, unread } from './keys.ts';
import { unreadKeys } from './walk.ts';

const type = z.strictObject({
  told: unread('of why'),
  images: open('image', { api: maybe(text), nested: open('part', { a: maybe(text) }).optional() }).optional(),
  list: z.array(z.strictObject({ told: unread('of that') })).optional(),
  either: z.union([text, z.strictObject({ told: unread('of a map') })]).optional(),
  byName: z.record(z.string(), maybe(z.strictObject({ told: unread('of each') }))).optional(),
});
const said = (value: unknown) =>
  unreadKeys(type, value).map(({ path, message }) => `${path.join('.')}: ${message}`);

it('names what changes nothing, however deep, in lists, in maps by names, and in the option that a value is of', () => {
  assert.deepEqual(
    said({
      told: 1,
      images: { api: 'a', apy: 'b', nested: { b: 'c' } },
      list: [{}, { told: 1 }],
      either: { told: 1 },
      byName: { x: { told: 1 }, y: null },
    }),
    [
      'told: has no effect: of why',
      'images.apy: has no effect: this chart reads no image of that name; did you mean "api"?',
      'images.nested.b: has no effect: this chart reads no part of that name',
      'list.1.told: has no effect: of that',
      'either.told: has no effect: of a map',
      'byName.x.told: has no effect: of each',
    ],
  );
});

it('names nothing that is empty, null, or switched off', () => {
  assert.deepEqual(
    said({ told: null, images: { x: false, y: {}, z: [null], w: { v: null } }, either: 'a' }),
    [],
  );
  assert.deepEqual(said(null), []);
  assert.deepEqual(said({ told: { a: { b: null } } }), []);
});
