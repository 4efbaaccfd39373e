import type { JsonObject } from '@bufbuild/protobuf';
import { newId, type Postgres } from '@hawser/core/connector/postgres';
import { differences } from '../diff.ts';
import type { Source } from './source.ts';

/** What a run wrote of one cloud service. */
export interface Written {
  id: string;
  after: JsonObject;
  /** Undefined: it is new. */
  before: JsonObject | undefined;
}

const insert = `insert into change_records
  (record_id, action, diff, diff_count, updated_by, domain_id, cloud_service_id, collector_id, job_id)
  select v.r, v.a, v.d, v.n, 'COLLECTOR', $2, v.i, $3, $4
  from json_to_recordset($1::json) as v(r text, a text, d jsonb, n int, i text)`;

/** Keeps what a run changed of cloud services; those where nothing that is watched changed have no record. */
export async function keepHistory(
  postgres: Postgres,
  source: Source,
  all: readonly Written[],
): Promise<void> {
  const records: JsonObject[] = [];
  for (const { id, after, before } of all) {
    const diff = differences(after, before);
    if (diff.length === 0) continue;
    const action = before ? 'UPDATE' : 'CREATE';
    records.push({
      r: newId('record'),
      a: action,
      d: diff as unknown as JsonObject[],
      n: diff.length,
      i: id,
    });
  }
  if (records.length === 0) return;
  await postgres.execute(insert, [
    JSON.stringify(records),
    source.domainId,
    source.collectorId,
    source.jobId,
  ]);
}
