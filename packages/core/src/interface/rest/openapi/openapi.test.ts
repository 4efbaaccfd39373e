import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../testdata/serve.ts';

const golden = fileURLToPath(new URL('../testdata/openapi.json', import.meta.url));

type Node = { [key: string]: unknown };

/** Every `$ref` in a document. */
function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' ? [value as string] : references(value),
  );
}

describe('/openapi.json', () => {
  // UPDATE_GOLDEN=1 writes the file; look at the difference before it is kept.
  it('describes a contract as the kept document does', async () => {
    const { application, call } = await serve();
    const { json, headers } = await call('GET', '/openapi.json');
    await application.stop(0);
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
    const document = json();
    if (process.env.UPDATE_GOLDEN) await writeFile(golden, `${JSON.stringify(document, null, 2)}\n`);
    assert.deepEqual(document, JSON.parse(await readFile(golden, 'utf8')));
  });

  it('refers to nothing that isn’t there, and names every operation once', async () => {
    const document = JSON.parse(await readFile(golden, 'utf8')) as {
      paths: Record<
        string,
        Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>
      >;
      components: { schemas: Node; responses: Node };
    };
    const { schemas, responses } = document.components;
    const there = new Set([
      ...Object.keys(schemas).map(name => `#/components/schemas/${name}`),
      ...Object.keys(responses).map(name => `#/components/responses/${name}`),
    ]);
    const missing = references(document).filter(ref => !there.has(ref));
    assert.deepEqual(missing, []);
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.values(item).map(operation => ({ path, ...operation })),
    );
    assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
    for (const { path, parameters = [] } of operations) {
      const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      const inPath = parameters.filter(parameter => parameter.in === 'path').map(({ name }) => name);
      assert.deepEqual(inPath, named, path);
    }
  });
});
