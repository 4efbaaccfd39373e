import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  Collector,
  type CreateCollectorRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, type JobInfo, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import {
  JobTask,
  type JobTaskInfo,
  JobTaskInfo_JobTaskStatus,
} from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import type { Caller, startPlatform } from './platform.ts';
import { until } from './until.ts';

type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** What tests of collecting do, as one caller. */
export class CollectorTest {
  readonly collectors;
  readonly jobs;
  readonly tasks;

  constructor({ client }: Platform, caller: Caller = 'owner') {
    this.collectors = client(Collector, caller);
    this.jobs = client(Job, caller);
    this.tasks = client(JobTask, caller);
  }

  /** A collector of workspace-1. */
  create(more: Omit<MessageInitShape<typeof CreateCollectorRequestSchema>, '$typeName' | '$unknown'> = {}) {
    return this.collectors.create({
      name: 'test',
      pluginInfo: { pluginId: 'plugin-test' },
      resourceGroup: 2,
      workspaceId: 'workspace-1',
      ...more,
    });
  }

  /** Collects, and waits for the end. */
  async collect(collectorId: string, secretId = '') {
    const { jobId } = await this.collectors.collect({ collectorId, secretId });
    return this.ended(jobId);
  }

  /** A job once it has ended with all its tasks, its first task, and how both ended. */
  async ended(jobId: string) {
    const job = await until(async () => {
      const now = await this.jobs.get({ jobId });
      return now.status === JobInfo_Status.IN_PROGRESS || now.remainedTasks > 0 ? undefined : now;
    }, `the job ${jobId}`);
    const { results: tasks } = await this.tasks.list({ jobId });
    tasks.sort((a, b) => (a.secretId < b.secretId ? -1 : 1));
    const task = tasks[0]!;
    return {
      job,
      tasks,
      task,
      counts: task && counts(task),
      ended: task && [statusOf(job), taskStatusOf(task)],
    };
  }
}

export const statusOf = ({ status }: JobInfo) => JobInfo_Status[status];
export const taskStatusOf = ({ status }: JobTaskInfo) => JobTaskInfo_JobTaskStatus[status];

/** What a task counted, in short. */
export const counts = (task: JobTaskInfo) => ({
  created: task.createdCount,
  updated: task.updatedCount,
  failed: task.failureCount,
  disconnected: task.disconnectedCount,
  deleted: task.deletedCount,
});
