import { Manager } from '@hawser/core';
import { Jobs } from '@hawser/core/connector/jobs';
import { Postgres } from '@hawser/core/connector/postgres';
import { settingsOf } from '../../settings.ts';
import { collectQueue } from '../queue.ts';
import { countMissed } from './garbage.ts';
import type { Problem } from './problem.ts';

/** How a part ends. */
export type End = 'SUCCESS' | 'FAILURE' | 'CANCELED';

/** Which part ends. Without an attempt: whichever is the current one. */
export interface Ending {
  jobTaskId: string;
  part: number;
  attempt?: number;
  end: End;
  /** What failed, beside single resources. */
  problem?: Problem | undefined;
}

/** A job that has ended, and whether it changed anything. */
export interface EndedJob {
  jobId: string;
  pluginId: string;
  changed: boolean;
}

interface Row extends Record<string, unknown> {
  attempt: number;
  part_status: string;
  task_status: string;
  job_id: string;
  collector_id: string;
  secret_id: string | null;
  domain_id: string;
  workspace_id: string;
  plugin_id: string;
}

/** Ends parts; the last part of a task ends the task, and the last task of a job the job. */
export class FinishManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #queue = this.connector(Jobs);

  /** Ends a part, unless it has ended or another worker has taken it over. @returns the job, when that ended with it */
  finish(ending: Ending): Promise<EndedJob | undefined> {
    return this.#postgres.transaction(async () => {
      const { jobTaskId, part, attempt, end, problem } = ending;
      const [row] = await this.#postgres.query<Row>(
        `select p.attempt, p.status as part_status, t.status as task_status, t.job_id, t.collector_id, t.secret_id,
           t.domain_id, t.workspace_id, j.plugin_id
         from job_task_parts p join job_tasks t using (job_task_id) join jobs j using (job_id)
         where p.job_task_id = $1 and p.part = $2 for update of p, t, j`,
        [jobTaskId, part],
      );
      if (!row || (attempt !== undefined && row.attempt !== attempt)) return undefined;
      if (row.part_status !== 'IN_PROGRESS' && row.part_status !== 'PENDING') return undefined;
      await this.#endPart(jobTaskId, part, end, problem);
      const [left] = await this.#postgres.query(
        `select count(*) filter (where status in ('PENDING', 'IN_PROGRESS'))::int as running,
           bool_or(status = 'FAILURE') as failed, bool_or(status = 'CANCELED') as canceled
         from job_task_parts where job_task_id = $1`,
        [jobTaskId],
      );
      if ((left!.running as number) > 0) return undefined;
      const taskEnd = left!.failed ? 'FAILURE' : left!.canceled ? 'CANCELED' : 'SUCCESS';
      await this.#endTask(row, jobTaskId, taskEnd);
      return this.#endJob(row, taskEnd);
    });
  }

  /**
   * Ends a part whose run was broken off, if that was because its job was cancelled, here or in the queue.
   * @returns `goes on` when it wasn't: the part will be run again
   */
  async finishCanceled(which: {
    jobTaskId: string;
    part: number;
    attempt: number;
  }): Promise<EndedJob | undefined | 'goes on'> {
    const [row] = await this.#postgres.query(
      `select j.status, p.queue_job_id as id from job_task_parts p join job_tasks t using (job_task_id)
         join jobs j using (job_id) where p.job_task_id = $1 and p.part = $2`,
      [which.jobTaskId, which.part],
    );
    if (!row) return undefined;
    const queued = row.id === null ? null : await this.#queue.queues.get(collectQueue).get(row.id as string);
    const isCanceled = row.status !== 'IN_PROGRESS' || queued?.cancelling || queued?.state === 'cancelled';
    return isCanceled ? this.finish({ ...which, end: 'CANCELED' }) : 'goes on';
  }

  async #endPart(jobTaskId: string, part: number, end: End, problem: Problem | undefined): Promise<void> {
    const failed = problem ? [1, JSON.stringify([problem])] : [0, '[]'];
    await this.#postgres.execute(
      `update job_task_parts set status = $3, failure_count = failure_count + $4, errors = errors || $5::jsonb
       where job_task_id = $1 and part = $2`,
      [jobTaskId, part, end, ...failed],
    );
    await this.#postgres.execute(
      `update job_tasks set failure_count = failure_count + $2, errors = errors || $3::jsonb,
         status = case when $4 = 'FAILURE' then 'FAILURE' else status end,
         finished_at = case when $4 = 'FAILURE' then now() else finished_at end
       where job_task_id = $1`,
      [jobTaskId, ...failed, end],
    );
  }

  /** A task that saw everything knows what is no longer there. */
  async #endTask(row: Row, jobTaskId: string, end: End): Promise<void> {
    const { domain_id, workspace_id, collector_id, secret_id, plugin_id, job_id } = row;
    const source = {
      domainId: domain_id,
      workspaceId: workspace_id,
      projectId: undefined,
      serviceAccountId: undefined,
      secretId: secret_id ?? '',
      collectorId: collector_id,
      pluginId: plugin_id,
      jobId: job_id,
      jobTaskId,
    };
    const limit = settingsOf(this.host).DEFAULT_DISCONNECTED_STATE_DELETE_POLICY;
    const missed =
      end === 'SUCCESS' ? await countMissed(this.#postgres, source, limit) : { disconnected: 0, deleted: 0 };
    await this.#postgres.execute(
      `update job_tasks set status = $2, finished_at = now(), disconnected_count = $3, deleted_count = $4
       where job_task_id = $1`,
      [jobTaskId, end, missed.disconnected, missed.deleted],
    );
  }

  async #endJob({ job_id, plugin_id }: Row, end: End): Promise<EndedJob | undefined> {
    const [job] = await this.#postgres.query<{
      status: string;
      remained_tasks: number;
      failure_tasks: number;
    }>(
      `update jobs set updated_at = now(), remained_tasks = greatest(remained_tasks - 1, 0),
         success_tasks = success_tasks + ($2 = 'SUCCESS')::int, failure_tasks = failure_tasks + ($2 = 'FAILURE')::int
       where job_id = $1 returning status, remained_tasks, failure_tasks`,
      [job_id, end],
    );
    if (!job || job.remained_tasks > 0 || job.status !== 'IN_PROGRESS') return undefined;
    await this.#postgres.execute('update jobs set status = $2, finished_at = now() where job_id = $1', [
      job_id,
      job.failure_tasks > 0 ? 'FAILURE' : end === 'CANCELED' ? 'CANCELED' : 'SUCCESS',
    ]);
    const [counts] = await this.#postgres.query(
      'select sum(created_count + updated_count + deleted_count)::int as changes from job_tasks where job_id = $1',
      [job_id],
    );
    return { jobId: job_id, pluginId: plugin_id, changed: (counts!.changes as number) > 0 };
  }
}
