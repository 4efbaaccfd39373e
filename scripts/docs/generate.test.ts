import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generatedPages, stalePages } from './generate.ts';

test('the generated pages are what contracts, errors, manifests and the command line say', async () => {
  const pages = await generatedPages();
  assert.ok(pages.size > 40, `${pages.size} pages`);
  assert.deepEqual(
    stalePages(pages),
    [],
    'run scripts/docs/generate.ts with Node.js 24 or later and commit the pages',
  );
});

test('a page that differs, and one that would not be generated any more, are stale', async () => {
  const pages = await generatedPages();
  pages.set('reference/errors.md', 'another text');
  pages.delete('reference/api/identity/app.md');
  assert.deepEqual(stalePages(pages), ['reference/errors.md', 'reference/api/identity/app.md']);
});
