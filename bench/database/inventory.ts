import type { DescService } from '@bufbuild/protobuf';
import { Application, createClient, Peers } from '@hawser/core';
import { migrate, Postgres } from '@hawser/core/connector/postgres';
import { provideIdentity } from '@hawser/core/handler';
import inventory from '@hawser/inventory';
import type { TestDatabase } from '@hawser/local/testing';
import { domainId, makeToken } from '../service/token.ts';

/** The inventory service in this process, on a database of its own, and a workspace owner's token for it. */
export async function startInventory(database: TestDatabase) {
  const { token, publicKey } = await makeToken();
  const peers = new Peers();
  const { host, port, user, password, database: name } = database;
  const application = new Application(inventory, {
    peers,
    config: {
      HANDLERS: {
        authentication: [{ backend: 'jwt' }],
        authorization: [{ backend: 'role' }],
        mutation: [{ backend: 'tenancy' }],
      },
      DATABASES: { default: { host, port, user, password, database: name } },
      LOG: { level: 'error' },
    },
  });
  provideIdentity(application, {
    publicKey: async () => JSON.stringify(publicKey),
    checkApp: async () => ({ permissions: [], projects: [] }),
  });
  const postgres = application.component(Postgres);
  await migrate(postgres, inventory.name, inventory.migrations);
  const channel = () => {
    throw new Error('the benched service is in this process');
  };
  return {
    application,
    postgres,
    token,
    scope: { domain_id: domainId, workspace_id: 'workspace-0123456789ab' },
    client: <D extends DescService>(service: D) => createClient(service, { peers, channel }),
  };
}

/** Writes `count` cloud services of two providers into the owner's workspace, and gathers statistics. */
export async function seed(postgres: Postgres, count: number): Promise<void> {
  await postgres.query(
    `insert into cloud_services (cloud_service_id, name, cloud_service_type, cloud_service_group, provider, data, reference,
       tags, collection_info, region_code, domain_id, workspace_id, created_at)
     select 'cloud-svc-' || lpad(to_hex(i), 12, '0'), 'server-' || i, 'Instance', 'EC2', case i % 2 when 0 then 'aws' else 'azure' end,
       jsonb_build_object('compute', jsonb_build_object('cpu', i % 64, 'memory', i % 512), 'state', 'running',
         'disks', jsonb_build_array(jsonb_build_object('size', i % 100, 'type', 'gp3'))),
       jsonb_build_object('resource_id', 'arn:aws:ec2:' || i), jsonb_build_object('aws', jsonb_build_object('Name', 'server ' || i)),
       jsonb_build_object('collector_id', 'collector-1'), 'region-' || i % 20, $2, 'workspace-0123456789ab',
       now() - make_interval(secs => i)
     from generate_series(1, $1::int) i`,
    [count, domainId],
  );
  await postgres.query('analyze cloud_services');
}
