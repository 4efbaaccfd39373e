import { setTimeout as delay } from 'node:timers/promises';
import { type Platform, step } from '@hawser/local';
import {
  Collector,
  CreateCollectorRequest_ResourceGroup,
  PluginInfo_UpgradeMode,
  Scheduled_ScheduledState,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, type JobInfo, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';

/** The collector that the first start makes. */
const collectorName = 'This machine';
const pluginId = 'plugin-host';
/** How often the job is looked at, in milliseconds. */
const interval = 100;

/** Registers the collector of this machine unless it is there, and has it collect once when it has just been made. */
export async function ensureHostCollector(
  platform: Platform,
  token: string,
  workspaceId: string,
): Promise<void> {
  const collectors = platform.client(Collector);
  const { results } = await collectors.list({ name: collectorName }, { token });
  if (results.length > 0) return;
  await step(
    platform.report,
    'Collect this machine',
    async progress => {
      const { collectorId } = await collectors.create(
        {
          name: collectorName,
          pluginInfo: { pluginId, upgradeMode: PluginInfo_UpgradeMode.AUTO, options: {} },
          schedule: { state: Scheduled_ScheduledState.ENABLED, hours: [0, 12] },
          resourceGroup: CreateCollectorRequest_ResourceGroup.WORKSPACE,
          workspaceId,
        },
        { token },
      );
      const job = await collectors.collect({ collectorId }, { token });
      return follow(platform, job, token, progress);
    },
    count => `${count} resources`,
  );
}

/** Waits for a job's end. @returns how many resources it made */
async function follow(
  platform: Platform,
  { jobId }: JobInfo,
  token: string,
  progress: (text: string) => void,
): Promise<number> {
  const jobs = platform.client(Job);
  const tasks = platform.client(JobTask);
  for (;;) {
    const job = await jobs.get({ jobId }, { token });
    const { results } = await tasks.list({ jobId }, { token });
    const created = results.reduce((sum, { createdCount }) => sum + createdCount, 0);
    if (job.status === JobInfo_Status.SUCCESS) return created;
    if (job.status !== JobInfo_Status.IN_PROGRESS) {
      const reasons = results.flatMap(({ errors }) => errors.map(({ message }) => message));
      throw new Error(
        `the job ${jobId} failed: ${reasons.slice(0, 3).join('; ') || JobInfo_Status[job.status]}`,
      );
    }
    progress(`${created} resources`);
    await delay(interval);
  }
}
