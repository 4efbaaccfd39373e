import { setTimeout as delay } from 'node:timers/promises';
import { toJson } from '@bufbuild/protobuf';
import type { CallOptions, Client } from '@hawser/core';
import { createClient } from '@hawser/core/connector/service';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import { Collector, type CollectorInfo } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import {
  Job,
  type JobInfo,
  JobInfo_Status,
  JobInfoSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTask, type JobTaskInfo } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { CliError, usageError } from '../error.ts';
import { connect } from '../remote/channel.ts';
import { Session } from '../session/session.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { streams } from '../terminal/streams.ts';
import { onInterrupt } from './interrupt.ts';
import { type Progress, progressView, summary, sumOf } from './progress.ts';

export interface CollectCommand {
  secret?: string;
  /** Whether to follow the job to its end. */
  wait: boolean;
  output: Format;
}

/** How often the job is looked at, in milliseconds. */
const interval = 250;
/** Errors of a failed job that are printed; the rest is counted. */
const shownErrors = 10;

interface Inventory {
  collectors: Client<typeof Collector>;
  jobs: Client<typeof Job>;
  tasks: Client<typeof JobTask>;
  collecting: Client<typeof CollectingService>;
  call: () => Promise<CallOptions>;
}

/** Starts a collector, and shows its job until it has ended. */
export async function runCollect(name: string, command: CollectCommand): Promise<void> {
  const session = Session.open();
  const channel = connect(session.endpoint('inventory'));
  const parts = { channel: () => channel };
  const inventory: Inventory = {
    collectors: createClient(Collector, parts),
    jobs: createClient(Job, parts),
    tasks: createClient(JobTask, parts),
    collecting: createClient(CollectingService, parts),
    // Asked for at each call: a job may last longer than a token.
    call: async () => {
      const token = await session.token();
      return { timeoutMs: 60_000, ...(token ? { token } : {}) };
    },
  };
  try {
    const { collectorId } = await find(inventory, name);
    const request = { collectorId, ...(command.secret ? { secretId: command.secret } : {}) };
    const started = await inventory.collectors.collect(request, await inventory.call());
    const ended = command.wait ? await follow(inventory, started) : { job: started, tasks: [] };
    if (!ended) return;
    await report(ended.job, ended.tasks, command);
  } finally {
    channel.close();
  }
}

async function find({ collectors, call }: Inventory, name: string): Promise<CollectorInfo> {
  const byId = name.startsWith('collector-')
    ? await collectors.list({ collectorId: name }, await call())
    : undefined;
  const { results } = byId?.results.length ? byId : await collectors.list({ name }, await call());
  if (results.length === 1) return results[0]!;
  if (results.length > 1) {
    throw usageError(
      `${results.length} collectors are named "${name}"`,
      `name one by its id: ${results.map(({ collectorId }) => collectorId).join(', ')}`,
    );
  }
  const all = (await collectors.list({}, await call())).results.map(collector => collector.name);
  const { nearest } = await import('@hawser/core/config');
  const meant = nearest(name, all);
  throw usageError(
    `there is no collector "${name}"${meant ? `; did you mean "${meant}"?` : ''}`,
    all.length > 0 ? `there are ${all.map(text => `"${text}"`).join(', ')}` : 'there are none yet',
  );
}

/** Shows the job until it has ended. Undefined when the user has left it. */
async function follow(
  inventory: Inventory,
  started: JobInfo,
): Promise<{ job: JobInfo; tasks: JobTaskInfo[] } | undefined> {
  const { jobs, tasks, call } = inventory;
  const { jobId } = started;
  const view = progressView(streams.err);
  const interrupt = onInterrupt(view);
  try {
    for (;;) {
      const job = await jobs.get({ jobId }, await call());
      const { results } = await tasks.list({ jobId }, await call());
      view.show(progressOf(job, results));
      if (job.status !== JobInfo_Status.IN_PROGRESS) return { job, tasks: results };
      const choice = await Promise.race([interrupt.choice(), delay(interval)]);
      if (choice === 'leave') {
        view.note(`The job goes on: hawser get inventory.Job ${jobId}`);
        process.exitCode = 130;
        return undefined;
      }
      if (choice === 'cancel') await inventory.collecting.cancelJob({ jobId }, await call());
    }
  } finally {
    interrupt.release();
    view.close();
  }
}

const progressOf = (job: JobInfo, tasks: readonly JobTaskInfo[]): Progress => ({
  total: job.totalTasks,
  ended: job.successTasks + job.failureTasks,
  ...sumOf(tasks),
});

/** Prints how the job ended. @throws CliError when it failed */
async function report(job: JobInfo, tasks: readonly JobTaskInfo[], command: CollectCommand): Promise<void> {
  const json = { ...(toJson(JobInfoSchema, job, { useProtoFieldName: true }) as object), ...sumOf(tasks) };
  if (command.output !== 'table') await print(await formatData(json, command.output));
  else if (!command.wait) await print(`${job.jobId}\n`);
  const status = JobInfo_Status[job.status];
  if (!command.wait) return;
  if (job.status === JobInfo_Status.SUCCESS) {
    if (command.output === 'table') await print(`${summary(sumOf(tasks))}\n`);
    return;
  }
  const errors = tasks.flatMap(task =>
    task.errors.map(({ errorCode, message }) => `${errorCode}: ${message}`),
  );
  for (const line of errors.slice(0, shownErrors)) streams.err.write(`  ${line.replace(/\p{Cc}+/gu, ' ')}\n`);
  if (errors.length > shownErrors) streams.err.write(`  and ${errors.length - shownErrors} more\n`);
  throw new CliError(`the job ${job.jobId} ended with ${status}: ${summary(sumOf(tasks))}`);
}
