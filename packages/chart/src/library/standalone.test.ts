import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { stringify } from 'yaml';
import { findHelm, type HelmMajor, helmMessage } from '../helm/index.ts';
import { helmSchema } from '../schema/index.ts';
import { templatesOf } from './templates.ts';
import { objectsOf } from './testing.ts';

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'hawser-standalone-'));
  cpSync(join(import.meta.dirname, '../../library'), join(folder, 'charts/hawser-library'), {
    recursive: true,
  });
  mkdirSync(join(folder, 'templates'));
  const dependencies = [{ name: 'hawser-library', version: '0.1.0' }];
  writeFileSync(
    join(folder, 'Chart.yaml'),
    stringify({ apiVersion: 'v2', name: 'identity', version: '0.1.0', dependencies }),
  );
  writeFileSync(join(folder, 'values.schema.json'), JSON.stringify(helmSchema('backend')));
  for (const [file, template] of Object.entries(templatesOf('backend')))
    writeFileSync(join(folder, `templates/${file}.yaml`), `{{ include "hawser.${template}" . -}}\n`);
});

after(() => rmSync(folder, { recursive: true, force: true }));

async function render(major: HelmMajor, values: Readonly<Record<string, unknown>>) {
  const file = join(folder, '..', `${folder.split('/').at(-1)}.yaml`);
  writeFileSync(file, stringify(values, { version: '1.1' }));
  const result = await (await findHelm(major)).attempt(['template', 'release', folder, '--values', file]);
  rmSync(file);
  return { ...result, message: helmMessage(result.stderr) };
}

for (const major of [3, 4] as HelmMajor[]) {
  test(`Helm ${major}: a chart that is installed alone makes the shared configuration, unless told not to`, async () => {
    const names = async (values: Readonly<Record<string, unknown>>) =>
      objectsOf((await render(major, values)).stdout).map(({ metadata }) => metadata?.name);
    assert.ok((await names({})).includes('shared-conf'));
    assert.equal((await names({ sharedConf: { create: false } })).includes('shared-conf'), false);
  });

  test(`Helm ${major}: wrong types and ranges are refused with their paths, all at once`, async () => {
    const { exitCode, message } = await render(major, {
      replicas: -1,
      image: 'hawser/identity',
      service: { grpc: { type: 'Cluster', ports: [{ port: 70_000 }] } },
      servers: { worker: { kind: 'ReplicaSet' } },
      gracePeriod: '10',
    });
    assert.notEqual(exitCode, 0);
    for (const path of [
      '/replicas',
      '/image',
      '/service/grpc/type',
      '/service/grpc/ports/0/port',
      '/servers/worker/kind',
      '/gracePeriod',
    ])
      assert.ok(message.includes(`'${path}'`), `${path}: ${message}`);
  });

  test(`Helm ${major}: wrong keys are refused, global's too`, async () => {
    const { message } = await render(major, { replica: 1, global: { shred: {} } });
    assert.match(
      message,
      /\n {2}global\.shred: unknown key; did you mean global\.shared\?\n {2}replica: unknown key; did you mean replicas\?\n/,
    );
  });
}

test('any key may be null, as far as the schema goes', async () => {
  const { exitCode, message } = await render(4, {
    image: null,
    servers: { grpc: null, worker: { kind: null } },
    service: { grpc: { ports: null } },
  });
  assert.equal(exitCode, 0, message);
});
