import { setTimeout as delay } from 'node:timers/promises';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CallOptions, Site } from '@hawser/core';
import {
  Collector,
  CreateCollectorRequest_ResourceGroup,
  type CreateCollectorRequestSchema,
  PluginInfo_UpgradeMode,
  Scheduled_ScheduledState,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, type JobInfo, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { mayMake, onBehalf, type Tenant } from './tenant.ts';

/** How often the job is looked at, in milliseconds. */
const interval = 100;
/** A first collection is followed for at most so long, in milliseconds. */
const longest = 600_000;

/** A collector that the platform starts with. */
export interface FirstCollector {
  name: string;
  pluginId: string;
  /** Of all that is collected, only with these. Default: whatever the plugin may use. */
  secretFilter?: MessageInitShape<typeof CreateCollectorRequestSchema>['secretFilter'];
  /** Collect once when it has just been made. */
  collect: boolean;
  /** What the step is called. */
  step: string;
}

/** Makes a collector that collects twice a day, unless it is there. */
export async function ensureCollector(site: Site, tenant: Tenant, wanted: FirstCollector): Promise<void> {
  const { name, pluginId, secretFilter } = wanted;
  const { workspaceId } = tenant;
  const options = onBehalf(site, tenant);
  const collectors = site.client(Collector);
  const { results } = await collectors.list({ name }, options);
  if (results.length > 0 || !mayMake(site, `the collector "${name}"`)) return;
  await site.step(
    wanted.step,
    async progress => {
      const { collectorId } = await collectors.create(
        {
          name,
          pluginInfo: { pluginId, upgradeMode: PluginInfo_UpgradeMode.AUTO, options: {} },
          schedule: { state: Scheduled_ScheduledState.ENABLED, hours: [0, 12] },
          resourceGroup: CreateCollectorRequest_ResourceGroup.WORKSPACE,
          workspaceId,
          ...(secretFilter ? { secretFilter } : {}),
        },
        options,
      );
      if (!wanted.collect) return undefined;
      return follow(site, await collectors.collect({ collectorId }, options), options, progress);
    },
    count => (count === undefined ? 'made' : `${count} resources`),
  );
}

/** Waits for a job's end. @returns how many resources it made */
async function follow(
  site: Site,
  { jobId }: JobInfo,
  options: CallOptions,
  progress: (text: string) => void,
): Promise<number> {
  const jobs = site.client(Job);
  const tasks = site.client(JobTask);
  const limit = AbortSignal.timeout(longest);
  for (;;) {
    const job = await jobs.get({ jobId }, options);
    const { results } = await tasks.list({ jobId }, options);
    const created = results.reduce((sum, { createdCount }) => sum + createdCount, 0);
    if (job.status === JobInfo_Status.SUCCESS) return created;
    if (job.status !== JobInfo_Status.IN_PROGRESS) {
      const reasons = results.flatMap(({ errors }) => errors.map(({ message }) => message));
      throw new Error(
        `the job ${jobId} failed: ${reasons.slice(0, 3).join('; ') || JobInfo_Status[job.status]}`,
      );
    }
    progress(`${created} resources`);
    await delay(interval, undefined, { signal: limit });
  }
}
