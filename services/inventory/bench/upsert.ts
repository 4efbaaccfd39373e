// How long storing ten thousand collected resources takes, against one bulk INSERT … ON CONFLICT of the same rows into
// a table like the inventory's. Prints one line of JSON.

import { Application } from '@hawser/core';
import { migrate, Postgres } from '@hawser/core/connector/postgres';
import { testDatabase } from '@hawser/local/testing';
import type { ResourceInfo } from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import manifest from '../service.ts';
import type { Source } from '../src/manager/collecting/source.ts';
import { UpsertManager } from '../src/manager/collecting/upsert.ts';
import { found } from '../test/plugin.ts';

const total = 10_000;
const batchSize = 500;
const rounds = 5;

const { host, port, user, password, database } = await testDatabase();
const login = { host, port, user, password, database };
const inventory = new Application(manifest, {
  config: { ...manifest.defaults, LOG: { level: 'silent' }, DATABASES: { default: login } },
});
const postgres = inventory.component(Postgres);
await migrate(postgres, 'inventory', manifest.migrations);
await postgres.query('create table reference (like cloud_services including all)');

const resources = Array.from(
  { length: total },
  (_, i): ResourceInfo =>
    found(
      `arn:aws:ec2:ap-northeast-2:123456789012:instance/i-${i}`,
      {
        compute: {
          instance_id: `i-${i}`,
          type: 't3.large',
          az: 'ap-northeast-2a',
          groups: [{ id: `sg-${i % 50}` }],
        },
        os: { type: 'LINUX', name: 'ubuntu', arch: 'x86_64' },
        hardware: { core: 2, memory: 8 },
        disks: [0, 1, 2].map(n => ({
          device: `/dev/sd${n}`,
          size: 100 * n,
          tags: { volume: `vol-${i}-${n}` },
        })),
      },
      { tags: { Name: `node-${i}`, env: 'prod' }, ip_addresses: [`10.0.${i >> 8}.${i & 255}`] },
    ),
);

const source: Source = {
  domainId: 'domain-1',
  workspaceId: 'workspace-1',
  projectId: 'project-1',
  serviceAccountId: 'sa-1',
  secretId: 'secret-1',
  collectorId: 'collector-1',
  pluginId: 'plugin-1',
  jobId: 'job-1',
  jobTaskId: 'job-task-1',
  part: 0,
  attempt: 1,
};

async function newTask(): Promise<void> {
  await postgres.query('truncate jobs cascade');
  await postgres.query(`insert into jobs (job_id, resource_group, domain_id, workspace_id, collector_id, plugin_id)
    values ('job-1', 'WORKSPACE', 'domain-1', 'workspace-1', 'collector-1', 'plugin-1')`);
  await postgres.query(`insert into job_tasks (job_task_id, job_id, domain_id, workspace_id, collector_id)
    values ('job-task-1', 'job-1', 'domain-1', 'workspace-1', 'collector-1')`);
  await postgres.query(
    `insert into job_task_parts (job_task_id, part, status, attempt) values ('job-task-1', 0, 'IN_PROGRESS', 1)`,
  );
}

const upsert = inventory.component(UpsertManager);
const storing = {
  source,
  rules: [],
  finder: { project: async () => undefined, serviceAccount: async () => undefined },
};

async function store(all: readonly ResourceInfo[]): Promise<number> {
  await newTask();
  const began = performance.now();
  let writing: Promise<unknown> = Promise.resolve();
  for (let i = 0; i < total; i += batchSize) {
    const prepared = await upsert.prepare(all.slice(i, i + batchSize), storing);
    await writing;
    writing = upsert.store(prepared, storing);
  }
  await writing;
  return performance.now() - began;
}

const columns = `cloud_service_id, name, ip_addresses, cloud_service_type, cloud_service_group, provider, data, metadata,
  reference, tags, tag_keys, collection_info, region_code, domain_id, workspace_id, project_id, digest, created_by_run`;
let rows: string;

async function readRows(): Promise<void> {
  rows = JSON.stringify(await postgres.query(`select ${columns} from cloud_services`));
}

async function bulk(): Promise<number> {
  const began = performance.now();
  await postgres.query(
    `insert into reference (${columns}) select ${columns} from json_populate_recordset(null::cloud_services, $1::json)
     on conflict (cloud_service_id) do update set name = excluded.name, ip_addresses = excluded.ip_addresses,
       data = excluded.data, metadata = excluded.metadata, reference = excluded.reference, tags = excluded.tags,
       tag_keys = excluded.tag_keys, collection_info = excluded.collection_info, digest = excluded.digest, updated_at = now()`,
    [rows],
  );
  return performance.now() - began;
}

const changed = resources.map((resource, i) => ({
  ...resource,
  resource: { ...resource.resource, tags: { Name: `new-${i}` } },
}));
const times: Record<string, number[]> = {
  create: [],
  bulkCreate: [],
  same: [],
  bulkSame: [],
  change: [],
  bulkChange: [],
};
for (let round = 0; round < rounds; round++) {
  await postgres.query('truncate cloud_services, change_records, collection_states, reference');
  times.create!.push(await store(resources));
  times.same!.push(await store(resources));
  await readRows();
  times.bulkCreate!.push(await bulk());
  times.bulkSame!.push(await bulk());
  times.change!.push(await store(changed));
  await readRows();
  times.bulkChange!.push(await bulk());
}
const best = (name: string) => Math.min(...times[name]!);
const ratio = (name: string, against: string) => Number((best(name) / best(against)).toFixed(2));
console.log(
  JSON.stringify({
    ms: Object.fromEntries(Object.keys(times).map(name => [name, Math.round(best(name))])),
    create: ratio('create', 'bulkCreate'),
    same: ratio('same', 'bulkSame'),
    change: ratio('change', 'bulkChange'),
    bound: 1.5,
  }),
);
await inventory.stop(0);
