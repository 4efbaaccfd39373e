import { create, type JsonObject } from '@bufbuild/protobuf';
import { Application } from '@hawser/core';
import { migrate, Postgres } from '@hawser/core/connector/postgres';
import type { TestDatabase } from '@hawser/local/testing';
import {
  type ResourceInfo,
  ResourceInfo_State,
  ResourceInfoSchema,
} from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import manifest from '../service.ts';
import type { Source } from '../src/manager/collecting/source.ts';
import { UpsertManager } from '../src/manager/collecting/upsert.ts';

/** As the worker stores them: so many at a time, the next being read while the last are written. */
const batchSize = 500;

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

const storing = {
  source,
  rules: [],
  finder: { project: async () => undefined, serviceAccount: async () => undefined },
};

/** Everything that a collected cloud service's row holds beside times and defaults. */
const columns = `cloud_service_id, name, ip_addresses, cloud_service_type, cloud_service_group, provider, data, metadata,
  reference, tags, tag_keys, collection_info, region_code, domain_id, workspace_id, project_id, digest, created_by_run`;

const bulk = `insert into reference (${columns})
  select ${columns} from json_populate_recordset(null::cloud_services, $1::json)
  on conflict (cloud_service_id) do update set name = excluded.name, ip_addresses = excluded.ip_addresses,
    cloud_service_type = excluded.cloud_service_type, cloud_service_group = excluded.cloud_service_group,
    data = excluded.data, metadata = excluded.metadata, reference = excluded.reference, tags = excluded.tags,
    tag_keys = excluded.tag_keys, collection_info = excluded.collection_info, region_code = excluded.region_code,
    project_id = excluded.project_id, digest = excluded.digest, updated_at = now()`;

/** The inventory's way to store what a plugin found, and the statement that it is measured against. */
export async function openUpsert({ host, port, user, password, database }: TestDatabase) {
  const inventory = new Application(manifest, {
    config: {
      ...manifest.defaults,
      LOG: { level: 'silent' },
      DATABASES: { default: { host, port, user, password, database } },
    },
  });
  const postgres = inventory.component(Postgres);
  const upsert = inventory.component(UpsertManager);
  await migrate(postgres, manifest.name, manifest.migrations);
  // The inventory's own table, down to its indexes and the room that its pages keep.
  await postgres.query('create table reference (like cloud_services including all) with (fillfactor = 60)');
  return {
    /** Forgets everything that was stored. */
    clear: () =>
      postgres.query('truncate cloud_services, change_records, collection_states, reference, jobs cascade'),
    /** Begins a task, for which the next resources are stored. */
    begin: () => begin(postgres),
    /** Stores resources as a run of a collector does: matched, with their changes kept, and marked as seen. */
    async store(resources: readonly ResourceInfo[]): Promise<void> {
      let writing: Promise<unknown> = Promise.resolve();
      for (let i = 0; i < resources.length; i += batchSize) {
        const prepared = await upsert.prepare(resources.slice(i, i + batchSize), storing);
        await writing;
        writing = upsert.store(prepared, storing);
      }
      await writing;
    },
    /** The rows that the inventory has. */
    rows: () => postgres.query(`select ${columns} from cloud_services`),
    /** Writes rows into the reference table by one statement. */
    bulk: (rows: readonly object[]) => postgres.execute(bulk, [JSON.stringify(rows)]),
    close: () => inventory.stop(0),
  };
}

async function begin(postgres: Postgres): Promise<void> {
  await postgres.query('truncate jobs cascade');
  await postgres.query(`insert into jobs (job_id, resource_group, domain_id, workspace_id, collector_id, plugin_id)
    values ('job-1', 'WORKSPACE', 'domain-1', 'workspace-1', 'collector-1', 'plugin-1')`);
  await postgres.query(`insert into job_tasks (job_task_id, job_id, domain_id, workspace_id, collector_id)
    values ('job-task-1', 'job-1', 'domain-1', 'workspace-1', 'collector-1')`);
  await postgres.query(
    `insert into job_task_parts (job_task_id, part, status, attempt) values ('job-task-1', 0, 'IN_PROGRESS', 1)`,
  );
}

/** One server as a cloud's plugin finds it, about a kilobyte of JSON. */
export function server(i: number, tags: JsonObject): ResourceInfo {
  const resourceId = `arn:aws:ec2:ap-northeast-2:123456789012:instance/i-${i}`;
  return create(ResourceInfoSchema, {
    state: ResourceInfo_State.SUCCESS,
    resourceType: 'inventory.CloudService',
    matchRules: {
      '1': ['reference.resource_id', 'provider', 'cloud_service_type', 'cloud_service_group'],
    },
    resource: {
      name: resourceId,
      provider: 'aws',
      cloud_service_group: 'EC2',
      cloud_service_type: 'Instance',
      region_code: 'ap-northeast-2',
      ip_addresses: [`10.0.${i >> 8}.${i & 255}`],
      reference: { resource_id: resourceId },
      metadata: { view: { sub_data: { layouts: [] } } },
      tags,
      data: {
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
    },
  });
}
