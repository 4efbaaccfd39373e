import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { type ConfigTree, loadConfig } from './load.ts';
import { ConfigError } from './problem.ts';
import { configSchema } from './schema.ts';
import { showConfig } from './show.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'any.yaml');

/** Loads and shows; a configuration that isn't right is refused by the one error, with at least one problem. */
function attempt(options: { files?: string[]; overrides?: ConfigTree; env?: Record<string, string> }): void {
  try {
    const loaded = loadConfig({ schema: configSchema, ...options });
    showConfig(loaded, { format: 'json' });
    showConfig(loaded);
  } catch (error) {
    assert.ok(error instanceof ConfigError && error.problems.length > 0, String(error));
  }
  assert.equal(Object.keys(Object.prototype).length, 0);
}

const word = fc.constantFrom(
  ...[
    'SERVERS',
    'grpc',
    'port',
    'HANDLERS',
    'event',
    'backend',
    'CONNECTORS',
    'ENDPOINTS',
    'service',
    'endpoint',
  ],
  ...[
    'DATABASES',
    'default',
    'db',
    'url',
    'QUEUES',
    'SCHEDULERS',
    'minute',
    'LOG',
    'level',
    'GLOBAL',
    'IMPORT',
  ],
  ...['REMOTE_URL', '<<', '__proto__', 'constructor', 'toString', 'length', 'then', '0', ''],
);
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), fc.double(), fc.integer(), fc.string(), word),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
  ),
}));

test('no file, however odd, ends in anything but a configuration or its problems', () => {
  const yaml = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'ab:-[]{}&*<>!|#\'"%@,? \n\t\\0'), maxLength: 60 }),
    fc.string({ unit: 'binary' }),
    tree.map(value => stringify(value)),
  );
  fc.assert(
    fc.property(yaml, text => {
      writeFileSync(file, text);
      attempt({ files: [file] });
    }),
    { numRuns: 500 },
  );
});

test('no defaults, overrides or variables either', () => {
  const variables = fc.dictionary(
    fc.array(word, { minLength: 1, maxLength: 4 }).map(steps => `HAWSER_${steps.join('__')}`),
    fc.oneof(fc.string(), word),
  );
  fc.assert(
    fc.property(fc.dictionary(word, tree, { maxKeys: 4 }), variables, (overrides, env) =>
      attempt({ overrides: overrides as ConfigTree, env }),
    ),
    { numRuns: 500 },
  );
});
