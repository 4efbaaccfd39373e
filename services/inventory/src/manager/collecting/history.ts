import type { JsonObject } from '@bufbuild/protobuf';
import { newId, type Postgres } from '@hawser/core/connector/postgres';
import { differences } from '../diff.ts';

/** What a run wrote of one cloud service. */
export interface Written {
  id: string;
  after: JsonObject;
  /** Undefined: it is new. */
  before: JsonObject | undefined;
}

/** Who changed something: a collector in a job, or a user. */
export interface Author {
  domainId: string;
  by: 'COLLECTOR' | 'USER';
  collectorId?: string;
  jobId?: string;
  userId?: string;
}

const insert = `insert into change_records
  (record_id, action, changes, diff_count, updated_by, domain_id, cloud_service_id, collector_id, job_id, user_id)
  select v.r, v.a, v.c, v.n, $2, $3, v.i, $4, $5, $6
  from json_to_recordset($1::json) as v(r text, a text, c json, n int, i text)`;

/** Records that are ready to be kept, as the JSON that the statement takes; undefined when there are none. */
export type History = string | undefined;

/** The records of what was changed; cloud services where nothing that is watched changed have none. */
export function historyOf(all: readonly Written[]): History {
  const records: JsonObject[] = [];
  for (const { id, after, before } of all) {
    const changes = differences(after, before).map(({ key, before: old, after: now }) =>
      old === null ? [key, now] : [key, now, old],
    );
    if (changes.length === 0) continue;
    const action = before ? 'UPDATE' : 'CREATE';
    records.push({ r: newId('record'), a: action, c: changes, n: changes.length, i: id });
  }
  return records.length > 0 ? JSON.stringify(records) : undefined;
}

/** Keeps what was changed of cloud services. */
export async function keepHistory(postgres: Postgres, author: Author, history: History): Promise<void> {
  if (history === undefined) return;
  const { by, domainId, collectorId = null, jobId = null, userId = null } = author;
  await postgres.execute(insert, [history, by, domainId, collectorId, jobId, userId]);
}
