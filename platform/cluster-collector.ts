import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CallOptions, Site } from '@hawser/core';
import { Project, ProjectType } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { ensureCollector } from './collector.ts';
import { mayMake, onBehalf, type Tenant } from './tenant.ts';

const name = 'This cluster';
const projectName = 'Platform';
const secretSchemaId = 'kubernetes-token';
/** Where a pod reaches the API of its own cluster, by the name that the certificate has. */
const ownServer = 'https://kubernetes.default.svc';
/** How long Kubernetes may take to fill in the token of a Secret that was just made, in milliseconds. */
const patience = 90_000;

/** The account that a cluster is collected with. */
export interface ClusterAccess {
  /** Holds `token` and `ca.crt`, as Kubernetes mounts them. */
  folder: string;
  /** The API's address. Default: that of the cluster around this pod. */
  server?: string | undefined;
}

/**
 * Collects the cluster that the platform runs in, with the account whose token is in a folder. The account's secret is in
 * the first workspace, as any other, so no other tenant's collector can use it.
 */
export async function ensureClusterCollector(
  site: Site,
  tenant: Tenant,
  { collect, ...access }: ClusterAccess & { collect: boolean },
): Promise<void> {
  const serviceAccountId = await ensureAccount(site, onBehalf(site, tenant), access);
  if (serviceAccountId === undefined) return;
  await ensureCollector(site, tenant, {
    name,
    pluginId: 'plugin-kubernetes',
    secretFilter: { state: 1, serviceAccounts: [serviceAccountId] },
    collect,
    step: 'Collect this cluster',
  });
}

async function ensureAccount(
  site: Site,
  options: CallOptions,
  access: ClusterAccess,
): Promise<string | undefined> {
  const accounts = site.client(ServiceAccount);
  const { results } = await accounts.list({ name }, options);
  const known = results[0]?.serviceAccountId;
  if (known) {
    // An installation that was taken back and repeated has another token.
    if (site.mode === 'DEFAULT') {
      const secretData = await readAccess(access);
      await accounts.update_secret_data({ serviceAccountId: known, secretSchemaId, secretData }, options);
    }
    return known;
  }
  if (!mayMake(site, `the account "${name}"`)) return undefined;
  return site.step(
    'Account of this cluster',
    async () => {
      const account = { name, provider: 'kubernetes', data: {}, secretSchemaId };
      const [projectId, secretData] = [await ensureProject(site, options), await readAccess(access)];
      const made = await accounts.create({ ...account, projectId, secretData }, options);
      return made.serviceAccountId;
    },
    () => '',
  );
}

async function ensureProject(site: Site, options: CallOptions): Promise<string> {
  const projects = site.client(Project);
  const { results } = await projects.list({ name: projectName }, options);
  if (results[0]) return results[0].projectId;
  return (await projects.create({ name: projectName, projectType: ProjectType.PUBLIC }, options)).projectId;
}

async function readAccess({ folder, server = ownServer }: ClusterAccess) {
  const file = join(folder, 'token');
  for (const end = Date.now() + patience; !existsSync(file); await delay(500)) {
    if (Date.now() > end)
      throw new Error(`there is no ${file}: is the Secret mounted, and of the type service-account-token?`);
  }
  return {
    cluster_name: 'this-cluster',
    server,
    token: readFileSync(file, 'utf8').trim(),
    certificate_authority_data: readFileSync(join(folder, 'ca.crt')).toString('base64'),
  };
}
