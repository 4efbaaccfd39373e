import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '@bufbuild/protobuf';
import { type Platform, up } from '@hawser/local';
import { Project, ProjectType } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import {
  GrantTokenRequest_GrantType,
  GrantTokenRequest_Scope,
  IssueTokenRequest_AuthType,
  Token,
} from '@hawser/proto/spaceone/api/identity/v2/token_pb.js';
import {
  CloudService,
  type CloudServiceInfo,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import {
  Collector,
  CreateCollectorRequest_ResourceGroup,
  PluginInfo_UpgradeMode,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, type JobInfo, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask, type JobTaskInfo } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { type Credentials, readCredentials } from '../../../platform/credentials.ts';
import { ensureFirstDomain } from '../../../platform/first-domain.ts';
import { localSite } from '../../../platform/local-site.ts';
import { registerPlugins } from '../../../platform/plugins.ts';
import definition from '../../../platform.ts';

const pluginId = 'plugin-kubernetes';
/** A collection may take this long, in milliseconds. */
const longest = 120_000;
/** How often a job is looked at, in milliseconds. */
const interval = 100;
/** Rows a page: the most that a list gives. */
const pageSize = 1_000;

/** The platform with the Kubernetes plugin, and a workspace's owner in it. */
export class TestPlatform {
  readonly #platform: Platform;
  readonly #auth: { token: string };
  readonly #projectId: string;

  private constructor(platform: Platform, token: string, projectId: string) {
    this.#platform = platform;
    this.#auth = { token };
    this.#projectId = projectId;
  }

  /** Starts the platform on free ports in a folder of its own. */
  static async start(): Promise<TestPlatform> {
    const dataDir = mkdtempSync(join(tmpdir(), 'hawser-cluster-'));
    const { services, plugins = [] } = definition;
    const platform = await up(
      { services, plugins: plugins.filter(({ id }) => id === pluginId) },
      { dataDir, anyPorts: true, restPort: 0, report: () => {} },
    );
    const site = localSite(platform);
    await ensureFirstDomain(site);
    await registerPlugins(site);
    const token = await logIn(platform, readCredentials(dataDir)!);
    const project = { name: 'Clusters', projectType: ProjectType.PUBLIC };
    const { projectId } = await platform.client(Project).create(project, { token });
    return new TestPlatform(platform, token, projectId);
  }

  /** Ends the platform, and removes its data. */
  async stop(): Promise<void> {
    await this.#platform.stop();
    rmSync(this.#platform.dataDir, { recursive: true, force: true });
  }

  /** Makes an account of a cluster with its secret, and a collector for it. @returns the collector's id */
  async addCluster(name: string, secretSchemaId: string, secretData: JsonObject): Promise<string> {
    const account = { name, provider: 'kubernetes', data: {}, projectId: this.#projectId };
    const accounts = this.#platform.client(ServiceAccount);
    const made = await accounts.create({ ...account, secretSchemaId, secretData }, this.#auth);
    const collectors = this.#platform.client(Collector);
    const collector = {
      name,
      pluginInfo: { pluginId, upgradeMode: PluginInfo_UpgradeMode.AUTO, options: {} },
      secretFilter: { state: 1, serviceAccounts: [made.serviceAccountId] },
      resourceGroup: CreateCollectorRequest_ResourceGroup.WORKSPACE,
    };
    return (await collectors.create(collector, this.#auth)).collectorId;
  }

  async verify(collectorId: string): Promise<void> {
    await this.#platform.client(Collector).verify_plugin({ collectorId }, this.#auth);
  }

  /** Collects and waits for the end. */
  async collect(collectorId: string): Promise<{ job: JobInfo; tasks: JobTaskInfo[] }> {
    const { jobId } = await this.#platform.client(Collector).collect({ collectorId }, this.#auth);
    const limit = AbortSignal.timeout(longest);
    for (;;) {
      const job = await this.#platform.client(Job).get({ jobId }, this.#auth);
      if (job.status !== JobInfo_Status.IN_PROGRESS) {
        return { job, tasks: (await this.#platform.client(JobTask).list({ jobId }, this.#auth)).results };
      }
      await delay(interval, undefined, { signal: limit });
    }
  }

  /** Every Kubernetes resource in the inventory. */
  async resources(): Promise<CloudServiceInfo[]> {
    const all: CloudServiceInfo[] = [];
    for (let start = 1; ; start += pageSize) {
      const query = { sort: [{ key: 'cloud_service_id' }], page: { start, limit: pageSize } };
      const request = { provider: 'kubernetes', query };
      const { results, totalCount } = await this.#platform.client(CloudService).list(request, this.#auth);
      all.push(...results);
      if (results.length === 0 || all.length >= totalCount) return all;
    }
  }
}

/** A token of the administrator for the first workspace. */
async function logIn(platform: Platform, credentials: Credentials): Promise<string> {
  const { domain_id: domainId, workspace_id: workspaceId, user_id, password } = credentials;
  const tokens = platform.client(Token);
  const authType = IssueTokenRequest_AuthType.LOCAL;
  const { refreshToken } = await tokens.issue({ domainId, authType, credentials: { user_id, password } });
  const grantType = GrantTokenRequest_GrantType.REFRESH_TOKEN;
  const scope = GrantTokenRequest_Scope.WORKSPACE;
  return (await tokens.grant({ grantType, scope, workspaceId, token: refreshToken })).accessToken;
}
