import type { JsonObject } from '@bufbuild/protobuf';
import { errors, HawserError, Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';
import type { Source } from './source.ts';
import type { Outcome } from './write.ts';

/** A part that is to be run: with what, and from which plugin. */
export interface Part {
  source: Source;
  taskOptions: JsonObject | undefined;
  plugin: { pluginId: string; version: string; auto: boolean; options: JsonObject };
}

/** Why a part isn't run: it has ended, its job was cancelled, or as many run as the plugin allows. */
export type NotRun = 'ended' | 'canceled' | 'crowded';

interface PartRow extends Record<string, unknown> {
  part_status: string;
  attempt: number;
  task_options: JsonObject | null;
  task_status: string;
  job_id: string;
  job_status: string;
  workspace_id: string;
  project_id: string | null;
  service_account_id: string | null;
  secret_id: string | null;
  collector_id: string;
  plugin_id: string;
  plugin_info: {
    version?: string;
    upgrade_mode?: string;
    options?: JsonObject;
    metadata?: JsonObject;
  } | null;
}

/** A task's errors are kept up to this many. */
const maxErrors = 1000;

/**
 * The parts of tasks while they run. A part counts for itself, and what it counts is taken back from its task when it is
 * run again: so a task's numbers are right however often a worker breaks off.
 */
export class PartManager extends Manager {
  readonly #postgres = this.connector(Postgres);

  /** Starts a part. @throws NOT_FOUND when there is no such part (yet) */
  begin(jobTaskId: string, part: number, domainId: string): Promise<Part | NotRun> {
    return this.#postgres.transaction(async () => {
      const [row] = await this.#postgres.query<PartRow>(
        `select p.status as part_status, p.attempt, p.task_options, t.status as task_status, t.job_id,
           j.status as job_status, t.workspace_id, t.project_id, t.service_account_id, t.secret_id, t.collector_id,
           j.plugin_id, c.plugin_info
         from job_task_parts p join job_tasks t using (job_task_id) join jobs j using (job_id)
           left join collectors c on c.collector_id = t.collector_id
         where p.job_task_id = $1 and p.part = $2 and t.domain_id = $3
         for update of p, t, j`,
        [jobTaskId, part, domainId],
      );
      if (!row) throw errors.notFound('job_task_id', jobTaskId);
      if (row.part_status !== 'PENDING' && row.part_status !== 'IN_PROGRESS') return 'ended';
      if (row.job_status === 'CANCELED') return 'canceled';
      if (row.task_status === 'PENDING' && (await this.#isCrowded(row))) return 'crowded';
      if (row.attempt > 0) await this.#takeBack(jobTaskId, part);
      await this.#postgres.execute(
        `update job_task_parts set status = 'IN_PROGRESS', attempt = attempt + 1, created_count = 0, updated_count = 0,
           failure_count = 0, errors = '[]' where job_task_id = $1 and part = $2`,
        [jobTaskId, part],
      );
      await this.#postgres.execute(
        `update job_tasks set status = case status when 'PENDING' then 'IN_PROGRESS' else status end,
           started_at = coalesce(started_at, now()) where job_task_id = $1`,
        [jobTaskId],
      );
      return partOf(row, jobTaskId, part, domainId);
    });
  }

  /**
   * Adds to what a running part has counted, within the database transaction that stored it.
   * @returns whether the run goes on: false when the job was cancelled
   * @throws ABORTED when another worker has taken the part over; the transaction is to be rolled back
   */
  async add(
    { jobTaskId, part, attempt, jobId }: Source,
    { created, updated, problems }: Outcome,
  ): Promise<boolean> {
    const counts = [created, updated, problems.length, JSON.stringify(problems.slice(0, maxErrors))];
    const set = (
      t: string,
    ) => `created_count = ${t}.created_count + $2, updated_count = ${t}.updated_count + $3,
      failure_count = ${t}.failure_count + $4,
      errors = case when $4 = 0 or jsonb_array_length(${t}.errors) >= ${maxErrors} then ${t}.errors else ${t}.errors || $5::jsonb end`;
    const [row] = await this.#postgres.query<{ own: boolean; running: boolean }>(
      `with part as (
         update job_task_parts p set ${set('p')}
         where job_task_id = $1 and part = $6 and attempt = $7 and status = 'IN_PROGRESS' returning job_task_id),
       task as (update job_tasks t set ${set('t')} from part where t.job_task_id = part.job_task_id)
       select exists (select from part) as own,
         exists (select from jobs where job_id = $8 and status = 'IN_PROGRESS') as running`,
      [jobTaskId, ...counts, part, attempt, jobId],
    );
    if (!row!.own) throw lost();
    return row!.running;
  }

  /** Whether a part has met with failures so far. */
  async hasFailures(jobTaskId: string, part: number): Promise<boolean> {
    const text =
      'select failure_count > 0 as failed from job_task_parts where job_task_id = $1 and part = $2';
    return (await this.#postgres.query(text, [jobTaskId, part]))[0]?.failed === true;
  }

  /** Takes back what an earlier run of a part had added to its task. */
  async #takeBack(jobTaskId: string, part: number): Promise<void> {
    await this.#postgres.execute(
      `update job_tasks t set created_count = t.created_count - p.created_count,
         updated_count = t.updated_count - p.updated_count, failure_count = t.failure_count - p.failure_count,
         errors = coalesce((select jsonb_agg(e) from job_task_parts o, jsonb_array_elements(o.errors) as e
           where o.job_task_id = $1 and o.part <> $2), '[]')
       from job_task_parts p where t.job_task_id = $1 and p.job_task_id = $1 and p.part = $2`,
      [jobTaskId, part],
    );
  }

  /** Plugins may say how many tasks of a job run at a time: `concurrency` in their metadata. */
  async #isCrowded({ job_id, plugin_info }: PartRow): Promise<boolean> {
    const most = plugin_info?.metadata?.concurrency;
    if (typeof most !== 'number' || most < 1) return false;
    const [row] = await this.#postgres.query(
      `select count(*)::int as running from job_tasks where job_id = $1 and status = 'IN_PROGRESS'`,
      [job_id],
    );
    return (row!.running as number) >= most;
  }
}

function partOf(row: PartRow, jobTaskId: string, part: number, domainId: string): Part {
  const { plugin_info: info } = row;
  if (!info) throw errors.notFound('collector_id', row.collector_id);
  return {
    source: {
      domainId,
      workspaceId: row.workspace_id,
      projectId: row.project_id ?? undefined,
      serviceAccountId: row.service_account_id ?? undefined,
      secretId: row.secret_id ?? '',
      collectorId: row.collector_id,
      pluginId: row.plugin_id,
      jobId: row.job_id,
      jobTaskId,
      part,
      attempt: row.attempt + 1,
    },
    taskOptions: row.task_options ?? undefined,
    plugin: {
      pluginId: row.plugin_id,
      version: info.version ?? '',
      auto: info.upgrade_mode !== 'MANUAL',
      options: info.options ?? {},
    },
  };
}

const lost = () => new HawserError('ABORTED', { reason: 'another worker has taken this part over' });
