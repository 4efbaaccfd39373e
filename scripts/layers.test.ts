import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { it } from 'node:test';

const root = dirname(import.meta.dirname);

/** What each part may import of the others; tests may import more. Dependencies point one way. */
const allowed: Readonly<Record<string, RegExp>> = {
  'packages/core': /^@hawser\/proto\//,
  'packages/redis': /^@hawser\/core/,
  'packages/otel': /^@hawser\/core/,
  'packages/local': /^@hawser\/(core|proto)/,
  'packages/chart': /^@hawser\/(core|proto)/,
  'packages/delivery': /^@hawser\/(core|chart)/,
  'packages/cli': /^@hawser\/(core|local|chart|delivery|proto)/,
  services: /^@hawser\/(core|proto|redis)/,
  plugins: /^@hawser\/(core|proto)/,
  examples: /^@hawser\/(core|proto)/,
};

const isTest = (file: string) =>
  /\.test\.ts$|\/(test|testing|testdata|bench)\/|\/testing[\w-]*\.ts$/.test(file);

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    ([, a, b]) => a ?? b!,
  );
}

for (const [part, may] of Object.entries(allowed)) {
  it(`${part} imports what is below it alone`, () => {
    const files = globSync(`${part}/**/*.ts`, {
      cwd: root,
      exclude: path => path.includes('node_modules'),
    }).filter(file => !isTest(file) && !file.includes('/gen/'));
    assert.ok(files.length > 0);
    const wrong = files.flatMap(file =>
      importsOf(file)
        .filter(name => name.startsWith('@hawser/') && !may.test(name))
        .map(name => `${file} imports ${name}`),
    );
    assert.deepEqual(wrong, []);
  });
}

it('no service imports another one’s code', () => {
  const files = globSync('services/*/**/*.ts', { cwd: root, exclude: path => path.includes('node_modules') });
  const wrong = files.flatMap(file =>
    importsOf(file)
      .filter(name => name.startsWith('.') && !isTest(file))
      .filter(name => relative(root, join(root, dirname(file), name)).split('/')[1] !== file.split('/')[1])
      .map(name => `${file} imports ${name}`),
  );
  assert.deepEqual(wrong, []);
});
