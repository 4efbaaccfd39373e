import { Application, defineService, Service, serverStarters } from '@hawser/core';
import { CollectingService as Collecting } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { Collector, type CollectorQuery } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { Job, JobInfo_Status } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';

/** How the next job goes. */
export const plan = {
  /** Looks at the job until it has ended; Infinity runs for ever. */
  looks: 3,
  ends: 'SUCCESS' as 'SUCCESS' | 'FAILURE',
  cancelled: false,
  /** Called when the job is looked at. */
  looked: () => {},
};
let looks = 0;

const collectors = ['This machine', 'twin', 'twin'].map((name, i) => ({
  collectorId: `collector-${i + 1}`,
  name,
}));

class CollectorService extends Service(Collector) {
  list({ collectorId, name }: CollectorQuery) {
    const results = collectors.filter(
      one => (!collectorId || one.collectorId === collectorId) && (!name || one.name === name),
    );
    return { results, totalCount: results.length };
  }
  collect() {
    looks = 0;
    plan.cancelled = false;
    return { jobId: 'job-1', status: JobInfo_Status.IN_PROGRESS, totalTasks: 2 };
  }
}

class JobService extends Service(Job) {
  get() {
    looks++;
    plan.looked();
    const ended = plan.cancelled || looks >= plan.looks;
    const end = plan.cancelled ? 'CANCELED' : plan.ends;
    return {
      jobId: 'job-1',
      status: JobInfo_Status[ended ? end : 'IN_PROGRESS'],
      totalTasks: 2,
      successTasks: ended && end === 'SUCCESS' ? 2 : Math.min(looks - 1, 1),
      failureTasks: ended && end === 'FAILURE' ? 1 : 0,
    };
  }
}

class JobTaskService extends Service(JobTask) {
  list() {
    const errors = [{ errorCode: 'ERROR_REGION', message: 'no such\u001b[2J region' }];
    const failed = plan.ends === 'FAILURE' && looks >= plan.looks;
    return {
      results: [
        { createdCount: looks, updatedCount: 2 },
        { updatedCount: looks, disconnectedCount: 1, ...(failed ? { failureCount: 1, errors } : {}) },
      ],
      totalCount: 2,
    };
  }
}

class CollectingService extends Service(Collecting) {
  cancelJob() {
    plan.cancelled = true;
    return {};
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'What collecting needs of the inventory service',
  services: [CollectorService, JobService, JobTaskService, CollectingService],
  servers: ['grpc'],
});

/** Starts a small inventory on a free port. */
export async function startCollecting(): Promise<{ address: string; stop(): Promise<void> }> {
  const config = {
    LOG: { level: 'silent' as const },
    HANDLERS: { authentication: [{ backend: 'anonymous' }] },
    SERVERS: { grpc: { host: '127.0.0.1', port: 0 } },
  };
  const application = new Application(manifest, { config });
  await application.start([serverStarters.grpc]);
  return { address: application.servers[0]!.address, stop: () => application.stop(0) };
}
