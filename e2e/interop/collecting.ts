import { setTimeout as delay } from 'node:timers/promises';
import type { DescService, JsonObject } from '@bufbuild/protobuf';
import type { Client } from '@hawser/core';
import { Project, ProjectType } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import {
  CloudService,
  type CloudServiceInfo,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import {
  Collector,
  CreateCollectorRequest_ResourceGroup,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, type JobInfo, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import {
  JobTask,
  type JobTaskInfo,
  JobTaskInfo_JobTaskStatus,
} from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { Plugin } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import type { TestPlatform } from './platform.ts';
import type { PythonPlugin } from './python-plugin.ts';

/** How often a job is looked at, in milliseconds. */
const interval = 50;

/** An account with its secret. */
export interface Account {
  serviceAccountId: string;
  secretId: string;
  projectId: string;
}

/** How a collection has ended. */
export interface Collected {
  status: string;
  job: JobInfo;
  tasks: Pick<
    JobTaskInfo,
    'createdCount' | 'updatedCount' | 'failureCount' | 'disconnectedCount' | 'deletedCount'
  >[];
  /** Of all tasks. */
  statuses: string[];
  errors: { code: string; message: string }[];
}

/** What a workspace's owner does to collect. */
export class Collecting {
  readonly #at: TestPlatform;

  constructor(platform: TestPlatform) {
    this.#at = platform;
  }

  /** A client that calls as the workspace's owner. */
  client<D extends DescService>(service: D): Client<D> {
    return bind(this.#at.platform.client(service), this.#at.tokens.workspace);
  }

  /** Enters a plugin that runs into the catalogue. @returns its id */
  async register(pluginId: string, { endpoint }: Pick<PythonPlugin, 'endpoint'>): Promise<string> {
    await bind(this.#at.platform.client(Plugin), this.#at.tokens.admin).register({
      pluginId,
      name: pluginId,
      image: `acme/${pluginId}`,
      resourceType: 'inventory.Collector',
      provider: 'aws',
      registryConfig: { endpoint },
    });
    return pluginId;
  }

  /**
   * Makes a service account in a project of its own, with a secret.
   * @param key what the plugins ask for: "open sesame" opens
   */
  async account(name: string, { key = 'open sesame', accountId = '123456789012' } = {}): Promise<Account> {
    const { projectId } = await this.client(Project).create({ name, projectType: ProjectType.PRIVATE });
    const { serviceAccountId, secretId } = await this.client(ServiceAccount).create({
      name,
      provider: 'aws',
      data: { account_id: accountId },
      projectId,
      secretSchemaId: 'aws-secret-access-key',
      secretData: { aws_access_key_id: name, aws_secret_access_key: key },
    });
    return { serviceAccountId, secretId, projectId };
  }

  /** Makes a collector with a plugin's options. @returns its id */
  async collector(pluginId: string, options: JsonObject, name = pluginId): Promise<string> {
    const { workspaceId } = this.#at;
    const { collectorId } = await this.client(Collector).create({
      name,
      provider: 'aws',
      pluginInfo: { pluginId, options },
      resourceGroup: CreateCollectorRequest_ResourceGroup.WORKSPACE,
      workspaceId,
    });
    return collectorId;
  }

  /** Has a collector collect, and waits for the job's end. */
  async collect(collectorId: string, secretId = ''): Promise<Collected> {
    const { jobId } = await this.client(Collector).collect({ collectorId, secretId });
    const jobs = this.client(Job);
    let job = await jobs.get({ jobId });
    for (; job.status === JobInfo_Status.IN_PROGRESS; job = await jobs.get({ jobId })) await delay(interval);
    const { results } = await this.client(JobTask).list({ jobId });
    return {
      status: JobInfo_Status[job.status]!,
      job,
      statuses: results.map(({ status }) => JobTaskInfo_JobTaskStatus[status]!),
      tasks: results.map(({ createdCount, updatedCount, failureCount, disconnectedCount, deletedCount }) => ({
        createdCount,
        updatedCount,
        failureCount,
        disconnectedCount,
        deletedCount,
      })),
      errors: results.flatMap(({ errors }) =>
        errors.map(({ errorCode: code, message }) => ({ code, message })),
      ),
    };
  }

  /** The cloud services of a collector, by name. */
  async found(collectorId: string): Promise<CloudServiceInfo[]> {
    const { results } = await this.client(CloudService).list({});
    return results
      .filter(({ collectionInfo }) => collectionInfo?.collectorId === collectorId)
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }
}

/** The same client, calling with a token. */
function bind<D extends DescService>(client: Client<D>, token: string): Client<D> {
  const methods = Object.entries(client as Record<string, (...args: unknown[]) => unknown>);
  return Object.fromEntries(
    methods.map(([name, call]) => [name, (request: unknown) => call(request, { token })]),
  ) as Client<D>;
}
