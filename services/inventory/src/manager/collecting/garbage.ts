import { newId, type Postgres } from '@hawser/core/connector/postgres';
import type { Source } from './source.ts';

/** What became of the resources that a task didn't see. */
export interface Missed {
  disconnected: number;
  deleted: number;
}

/**
 * Counts up the cloud services that this collector found with this secret before, but not in this task, and deletes
 * those that it has missed for the `limit`th time.
 */
export async function countMissed(
  postgres: Postgres,
  { domainId, collectorId, secretId, jobTaskId, jobId }: Omit<Source, 'part' | 'attempt'>,
  limit: number,
): Promise<Missed> {
  const own = 's.collector_id = $1 and s.secret_id = $2';
  const which = [collectorId, secretId];
  // What users deleted meanwhile isn't missed.
  await postgres.execute(
    `delete from collection_states s using cloud_services c
     where ${own} and s.job_task_id <> $3 and c.cloud_service_id = s.cloud_service_id and c.state = 'DELETED'`,
    [...which, jobTaskId],
  );
  const missed = await postgres.query<{ id: string; gone: boolean }>(
    `update collection_states s set disconnected_count = disconnected_count + 1, updated_at = now()
     where ${own} and s.job_task_id <> $3 returning s.cloud_service_id as id, disconnected_count >= $4 as gone`,
    [...which, jobTaskId, limit],
  );
  const gone = missed.filter(row => row.gone).map(({ id }) => id);
  if (gone.length === 0) return { disconnected: missed.length, deleted: 0 };
  const deleted = await postgres.query<{ id: string }>(
    `update cloud_services set state = 'DELETED', deleted_at = now(), updated_at = now()
     where cloud_service_id = any($1::text[]) and domain_id = $2 and state <> 'DELETED'
     returning cloud_service_id as id`,
    [gone, domainId],
  );
  await postgres.execute(
    `delete from collection_states s where ${own} and s.cloud_service_id = any($3::text[])`,
    [...which, gone],
  );
  await postgres.execute(
    `insert into change_records (record_id, action, updated_by, domain_id, cloud_service_id, collector_id, job_id)
     select r, 'DELETE', 'COLLECTOR', $3, i, $4, $5 from unnest($1::text[], $2::text[]) as v(r, i)`,
    [deleted.map(() => newId('record')), deleted.map(({ id }) => id), domainId, collectorId, jobId],
  );
  return { disconnected: missed.length - deleted.length, deleted: deleted.length };
}
