import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '@bufbuild/protobuf';
import {
  Collector,
  CreateCollectorRequest_ResourceGroup,
  PluginInfo_UpgradeMode,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, type JobInfo, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask, type JobTaskInfo } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import type { Deployment } from './deployment.ts';

/** A collector of the test plugin. */
export interface Collection {
  token: string;
  workspaceId: string;
  name: string;
  options: JsonObject;
}

/** Makes a collector and starts it. */
export async function collect({ client }: Deployment, collection: Collection): Promise<JobInfo> {
  const { token, workspaceId, name, options } = collection;
  const { collectorId } = await client(Collector).create(
    {
      name,
      workspaceId,
      pluginInfo: { pluginId: 'plugin-test', upgradeMode: PluginInfo_UpgradeMode.AUTO, options },
      resourceGroup: CreateCollectorRequest_ResourceGroup.WORKSPACE,
    },
    { token },
  );
  return client(Collector).collect({ collectorId }, { token });
}

/** Waits for a job's success. @returns its one task */
export async function ended({ client }: Deployment, { jobId }: JobInfo, token: string): Promise<JobTaskInfo> {
  for (;;) {
    const { status } = await client(Job).get({ jobId }, { token });
    const { results } = await client(JobTask).list({ jobId }, { token });
    if (status === JobInfo_Status.SUCCESS && results.length === 1) return results[0]!;
    if (status !== JobInfo_Status.IN_PROGRESS)
      throw new Error(`${JobInfo_Status[status]}: ${JSON.stringify(results.map(({ errors }) => errors))}`);
    await delay(50);
  }
}
