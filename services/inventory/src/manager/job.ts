import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Jobs } from '@hawser/core/connector/jobs';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { CollectingService } from '@hawser/proto/hawser/inventory/v1/collecting_pb.js';
import type { CollectorInfo } from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import type { JobInfo } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { jobs } from '../model/job.ts';
import { jobTasks } from '../model/job-task.ts';
import { collectQueue } from './queue.ts';
import type { CollectingSecret } from './secret.ts';

/** What a job collects: a secret, and how the plugin divides its collection. No tasks is one, without options. */
export interface Division {
  secret: CollectingSecret;
  tasks: readonly JsonObject[];
}

/** A part of a job that is to be queued. */
interface QueuedPart {
  jobTaskId: string;
  part: number;
  options: JsonObject | undefined;
}

/** Jobs, from their start to their end before the time. */
export class JobManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #queue = this.connector(Jobs);
  readonly store = new ResourceStore(this.#postgres, jobs);
  readonly tasks = new ResourceStore(this.#postgres, jobTasks);

  /**
   * Starts a job, and cancels those that run for the same request. All of it is written, and queued, at once.
   *
   * @param secretId the only secret that was asked for
   */
  start(collector: CollectorInfo, secretId: string, divisions: readonly Division[]): Promise<JobInfo> {
    const { collectorId, domainId, workspaceId, pluginInfo, provider } = collector;
    const asked = {
      requestSecretId: secretId || null,
      requestWorkspaceId: this.transaction.scope.workspaceId ?? null,
    };
    return this.#postgres.transaction(async () => {
      await this.#postgres.query('select from collectors where collector_id = $1 for update', [collectorId]);
      const within = this.store.in({ domainId });
      for (const running of await within.all({ collectorId, status: 'IN_PROGRESS', ...asked })) {
        await this.cancel(running.jobId);
      }
      const count = divisions.length;
      const job = await within.create({
        ...asked,
        status: count === 0 ? 'SUCCESS' : 'IN_PROGRESS',
        finishedAt: count === 0 ? new Date().toISOString() : null,
        totalTasks: count,
        remainedTasks: count,
        resourceGroup: workspaceId === '*' ? 'DOMAIN' : 'WORKSPACE',
        workspaceId,
        collectorId,
        pluginId: pluginInfo!.pluginId,
      });
      const parts: QueuedPart[] = [];
      for (const { secret, tasks } of divisions) {
        const jobTaskId = await this.#createTask(job, secret, provider);
        const all = tasks.length === 0 ? [undefined] : tasks;
        parts.push(...all.map((options, part) => ({ jobTaskId, part, options })));
      }
      await this.#send(domainId, parts);
      await this.#postgres.execute(
        'update collectors set last_collected_at = now() where collector_id = $1',
        [collectorId],
      );
      return job;
    });
  }

  /**
   * Cancels a job that runs: what waits isn't started, what runs ends and keeps what it has stored.
   * @returns whether it ran
   */
  cancel(jobId: string): Promise<boolean> {
    return this.#postgres.transaction(async () => {
      const canceled = await this.#postgres.execute(
        `update jobs set status = 'CANCELED', finished_at = now(), updated_at = now()
         where job_id = $1 and status = 'IN_PROGRESS'`,
        [jobId],
      );
      if (canceled === 0) return false;
      const parts = await this.#postgres.query<{ id: string }>(
        `select p.queue_job_id as id from job_task_parts p join job_tasks t using (job_task_id)
         where t.job_id = $1 and p.status in ('PENDING', 'IN_PROGRESS') and p.queue_job_id is not null`,
        [jobId],
      );
      await this.#postgres.execute(
        `update job_task_parts p set status = 'CANCELED' from job_tasks t
         where t.job_task_id = p.job_task_id and t.job_id = $1 and p.status = 'PENDING'`,
        [jobId],
      );
      // A task with a part that runs ends with that.
      const ended = await this.#postgres.execute(
        `update job_tasks t set status = 'CANCELED', finished_at = now()
         where t.job_id = $1 and t.status in ('PENDING', 'IN_PROGRESS') and not exists
           (select from job_task_parts p where p.job_task_id = t.job_task_id and p.status = 'IN_PROGRESS')`,
        [jobId],
      );
      await this.#postgres.execute(
        'update jobs set remained_tasks = greatest(remained_tasks - $2, 0) where job_id = $1',
        [jobId, ended],
      );
      for (const { id } of parts) await this.#queue.cancel(id, collectQueue);
      return true;
    });
  }

  /** Deletes a job with its tasks; one that runs is cancelled. @throws NOT_FOUND */
  async delete(jobId: string): Promise<void> {
    const { domainId, workspaceId } = this.transaction.scope;
    await this.#postgres.transaction(async () => {
      // Whether the caller may delete it comes first: jobs of the domain are shown to workspaces, but aren't theirs.
      const job = await this.store.get(jobId);
      if (workspaceId && job.workspaceId !== workspaceId) throw errors.notFound('job_id', jobId);
      await this.cancel(jobId);
      await this.store.in({ domainId: domainId ?? job.domainId }).delete(jobId);
    });
  }

  async #createTask(
    { jobId, collectorId, domainId }: JobInfo,
    secret: CollectingSecret,
    provider: string,
  ): Promise<string> {
    const { secretId, workspaceId, projectId, serviceAccountId } = secret;
    const task = await this.tasks.in({ domainId }).create({
      jobId,
      collector_id: collectorId,
      workspaceId,
      provider: secret.provider || provider || null,
      projectId: projectId || null,
      serviceAccountId: serviceAccountId || null,
      secretId: secretId || null,
    });
    return task.jobTaskId;
  }

  async #send(domainId: string, parts: readonly QueuedPart[]): Promise<void> {
    if (parts.length === 0) return;
    const calls = parts.map(({ jobTaskId, part }) => ({ request: { jobTaskId, part, domainId } }));
    const ids = await this.#queue.sendAll(CollectingService.method.runTask, calls, { queue: collectQueue });
    const rows = parts.map(({ options, ...part }, i) => ({
      ...part,
      options: options ?? null,
      id: ids[i] ?? null,
    }));
    await this.#postgres.execute(
      `insert into job_task_parts (job_task_id, part, task_options, queue_job_id)
       select v."jobTaskId", v.part, v.options, v.id
       from json_to_recordset($1::json) as v("jobTaskId" text, part int, options jsonb, id text)`,
      [JSON.stringify(rows)],
    );
  }
}
