import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadServiceConfig } from '@hawser/core';
import { parse } from 'yaml';
import inventory from '../../../../services/inventory/service.ts';
import { checkManifests, formatProblems } from '../validate/index.ts';
import { seedKeys } from './seed-keys.ts';
import { assembled, objectsIn } from './testing.ts';

const documented = join(import.meta.dirname, 'testdata/seed-values.yaml');
const scheduling = join(import.meta.dirname, 'testdata/seed-scheduler.yaml');
const folder = mkdtempSync(join(tmpdir(), 'hawser-seed-'));
const identity = assembled('services/identity/deploy/helm');
const collecting = assembled('services/inventory/deploy/helm');
after(() => {
  identity.remove();
  collecting.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Problems of what is rendered, with what has to be there before. The documented timezone is a folder of the node. */
const problemsOf = async (text: string) =>
  formatProblems(
    await checkManifests(text, { namespace: 'platform', external: ['Secret/*'], restricted: false }),
  );

describe('the documented values.yaml, whole and unchanged', () => {
  it('is the one of identity: one gRPC server with its Service and configuration', async () => {
    const text = await identity.render('--values', documented);
    assert.equal(await problemsOf(text), '');
    assert.deepEqual([...objectsIn(text).keys()].filter(name => !/-migrate-|secret/i.test(name)).sort(), [
      'ConfigMap/identity-application-grpc-conf',
      'ConfigMap/identity-conf',
      'ConfigMap/identity-database-conf',
      'ConfigMap/shared-conf',
      'Deployment/identity',
      'Service/identity',
      'Service/identity-headless',
      'ServiceAccount/identity',
    ]);
  });

  it('is the one of the inventory, with its queues and schedules beside', async () => {
    const text = await collecting.render('--values', documented, '--values', scheduling);
    assert.equal(await problemsOf(text), '');
    const deployed = [...objectsIn(text).keys()].filter(name => name.startsWith('Deployment/'));
    assert.deepEqual(deployed, [
      'Deployment/identity',
      'Deployment/identity-scheduler',
      'Deployment/identity-worker',
    ]);
  });
});

describe('each documented key, in the chart of the inventory, which has every server', () => {
  const plain = collecting.render('--values', documented);
  for (const { key, values, holds } of seedKeys) {
    it(key, async () => {
      const file = join(folder, `${key}.json`);
      writeFileSync(file, JSON.stringify(values));
      const changed = await collecting.render('--values', documented, '--values', file);
      const before = [...objectsIn(await plain).values()];
      assert.throws(() => holds(before), `${key} is so without being set`);
      holds([...objectsIn(changed).values()]);
      assert.equal(await problemsOf(changed), '');
    });
  }
});

describe('QUEUES and SCHEDULERS', () => {
  it('are the scheduler’s application.yaml, which the service takes as it is', async () => {
    const objects = objectsIn(await collecting.render('--values', scheduling));
    const { data } = objects.get('ConfigMap/inventory-application-scheduler-conf') as unknown as {
      data: Record<string, string>;
    };
    const written = parse(data['application.yaml']!) as Record<string, never>;
    const given = parse(readFileSync(scheduling, 'utf8')) as Record<string, unknown>;
    assert.deepEqual(written, given['application_scheduler']);
    const { value } = loadServiceConfig(inventory, { server: 'scheduler', overrides: written });
    assert.equal(value.SCHEDULERS['hourly_scheduler']!.queue, 'collector_q');
    assert.equal(value.QUEUES['collector_q']!.channel, 'collector');
  });
});
