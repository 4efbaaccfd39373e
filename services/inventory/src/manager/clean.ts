import { Manager } from '@hawser/core';
import { Postgres } from '@hawser/core/connector/postgres';
import { settingsOf } from '../settings.ts';

/** At most so many rows are deleted by one statement, so that none runs for long. */
const some = 5_000;

/** Ends what hangs, and deletes what has been kept for long enough, in all domains. */
export class CleanManager extends Manager {
  readonly #postgres = this.connector(Postgres);

  async run(): Promise<void> {
    const { JOB_TIMEOUT, JOB_TERMINATION_TIME, RESOURCE_TERMINATION_TIME } = settingsOf(this.host);
    await this.#endJobs(JOB_TIMEOUT);
    await this.#repeat(
      `with gone as (
         delete from jobs where job_id in (select job_id from jobs
           where created_at < now() - $1 * interval '1 day' and status <> 'IN_PROGRESS' limit ${some})
         returning job_id)
       select count(*)::int as deleted from gone`,
      JOB_TERMINATION_TIME,
    );
    await this.#repeat(
      `with gone as (
         delete from cloud_services where cloud_service_id in (select cloud_service_id from cloud_services
           where state = 'DELETED' and deleted_at < now() - $1 * interval '1 day' limit ${some})
         returning cloud_service_id),
       records as (delete from change_records r using gone where r.cloud_service_id = gone.cloud_service_id)
       select count(*)::int as deleted from gone`,
      RESOURCE_TERMINATION_TIME,
    );
  }

  /** A job that runs for too long has failed, and what is left of it ends with it. So does what cancelled jobs left. */
  async #endJobs(hours: number): Promise<void> {
    await this.#postgres.transaction(async () => {
      await this.#postgres.execute(
        `update jobs set status = 'FAILURE', finished_at = now(), updated_at = now()
         where status = 'IN_PROGRESS' and created_at < now() - $1 * interval '1 hour'`,
        [hours],
      );
      const left = `j.status in ('FAILURE', 'CANCELED') and j.updated_at < now() - interval '10 minutes'`;
      await this.#postgres.execute(
        `update job_task_parts p set status = case j.status when 'CANCELED' then 'CANCELED' else 'FAILURE' end
         from job_tasks t join jobs j using (job_id)
         where t.job_task_id = p.job_task_id and p.status in ('PENDING', 'IN_PROGRESS') and ${left}`,
      );
      await this.#postgres.execute(
        `update job_tasks t set status = case j.status when 'CANCELED' then 'CANCELED' else 'FAILURE' end, finished_at = now()
         from jobs j where j.job_id = t.job_id and t.status in ('PENDING', 'IN_PROGRESS') and ${left}`,
      );
    });
  }

  /** Runs a statement, which tells how many it `deleted`, until there is no more. */
  async #repeat(text: string, days: number): Promise<void> {
    for (;;) {
      const [row] = await this.#postgres.query<{ deleted: number }>(text, [days]);
      if (row!.deleted < some) return;
    }
  }
}
