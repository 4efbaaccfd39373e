import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { configReference, renewReference } from './document.ts';
import { configSchema } from './schema.ts';

const page = new URL('../../../../docs/reference/configuration.md', import.meta.url);

test('the reference page is what the schema says', () => {
  const text = readFileSync(page, 'utf8');
  assert.equal(
    text,
    renewReference(text, configSchema),
    'run packages/core/src/config/document.ts and commit the page',
  );
});

test('every key of the framework has a meaning', () => {
  const rows = configReference(configSchema)
    .split('\n')
    .filter(line => line.startsWith('| `'));
  assert.ok(rows.length > 80, `${rows.length} rows`);
  // A key at the top that isn't a map has its meaning as the section's text.
  assert.deepEqual(
    rows.filter(line => line.endsWith('|  |')),
    [],
  );
});

test('a key is shown with type, default, aliases and secrecy', () => {
  const schema = z.strictObject({
    IDENTITY: z
      .strictObject({
        pepper: z.string().meta({ secret: true }).describe('Seasoning.'),
        tries: z
          .int()
          .min(1)
          .max(9)
          .default(3)
          .describe('Tries a|b.')
          .meta({ aliases: ['attempts'] }),
      })
      .describe('Of identity.'),
  });
  assert.equal(
    configReference(schema),
    `### IDENTITY

Of identity.

| Key | Type | Default | Meaning |
| --- | --- | --- | --- |
| \`IDENTITY.pepper\` | text | **required** | Seasoning. Masked when shown. |
| \`IDENTITY.tries\` | integer from 1 to 9 | \`3\` | Tries a\\|b. Also \`attempts\`. |
`,
  );
});

test('a page without the markers is refused', () => {
  assert.throws(() => renewReference('# Configuration', configSchema), /lacks/);
});
