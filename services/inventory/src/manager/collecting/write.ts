import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JsonObject } from '@bufbuild/protobuf';
import { newId, type Postgres } from '@hawser/core/connector/postgres';
import { deltaOf } from './delta.ts';
import { type History, historyOf, keepHistory, type Written } from './history.ts';
import type { Item } from './item.ts';
import type { Kind } from './kind.ts';
import { findAll, isMatch, type Match } from './match.ts';
import type { Problem } from './problem.ts';
import { runOf, type Source } from './source.ts';
import { statementsOf } from './statements.ts';

/** What became of a batch. */
export interface Outcome {
  created: number;
  updated: number;
  problems: Problem[];
}

/** A resource and the row that it is. */
interface Known {
  item: Item;
  match: Match;
}

/** A row that is to be changed: as it was, and what changes; of kinds that aren't tracked the whole resource. */
interface Change extends Known {
  before: JsonObject | undefined;
  delta: JsonObject;
}

/**
 * Writes resources of one kind, no two of which may be the same one: new ones are inserted, those that changed updated,
 * and the others just marked as seen. Everything in bulk, within the running database transaction.
 */
export async function write(
  postgres: Postgres,
  source: Source,
  kind: Kind,
  items: readonly Item[],
): Promise<Outcome> {
  await lock(postgres, source, items);
  const found = await findAll(postgres, source.domainId, kind, items);
  const fresh: Item[] = [];
  const known: Known[] = [];
  const problems: Problem[] = [];
  for (const [item, what] of found) {
    if (what === 'new') fresh.push(item);
    else if (isMatch(what)) known.push({ item, match: what });
    else problems.push(what);
  }
  const ids = fresh.map(() => newId(kind.prefix));
  const differing = known.filter(({ item, match }) => item.digest !== match.digest);
  const same = known.filter(({ item, match }) => item.digest === match.digest);
  const changed = await changesOf(postgres, kind, differing);
  const writing = async () => {
    await insert(postgres, source, kind, fresh, ids);
    await update(postgres, source, kind, changed);
    await touch(postgres, source, kind, same);
    if (kind.tracked) await seen(postgres, source, known);
  };
  if (!kind.tracked) {
    await writing();
    return { created: fresh.length, updated: known.length, problems };
  }
  const [history] = await Promise.all([makeHistory(fresh, ids, changed), writing()]);
  const { domainId, collectorId, jobId } = source;
  await keepHistory(postgres, { domainId, by: 'COLLECTOR', collectorId, jobId }, history);
  const again = await takeOver(postgres, source, known);
  return { created: fresh.length + again, updated: known.length - again, problems };
}

/** Once the first statement is on its way, so that both this process and the database have something to do. */
async function makeHistory(
  fresh: readonly Item[],
  ids: readonly string[],
  changed: readonly Change[],
): Promise<History> {
  await nextTurn();
  return historyOf([
    ...fresh.map((item, n): Written => ({ id: ids[n]!, after: item.values, before: undefined })),
    ...changed.map(({ match, before, delta }): Written => ({ id: match.id, after: delta, before })),
  ]);
}

/** Runs that write into one workspace take turns, so that two don't create the same resource. */
async function lock(postgres: Postgres, { domainId }: Source, items: readonly Item[]): Promise<void> {
  const workspaces = [...new Set(items.map(({ workspaceId }) => workspaceId))].sort();
  for (const workspaceId of workspaces) {
    await postgres.query(
      `select pg_advisory_xact_lock(hashtextextended('inventory.collect', hashtext($1)))`,
      [`${domainId}/${workspaceId}`],
    );
  }
}

/** A row as the statements take it: the JSON of its columns with what every row has in front. */
const row = ({ workspaceId, digest }: Item, id: string, more: string, json: string) =>
  `{"i":${JSON.stringify(id)},"w":${JSON.stringify(workspaceId)},"g":"${digest}"${more}${json === '{}' ? '' : ','}${json.slice(1)}`;

async function insert(
  postgres: Postgres,
  source: Source,
  kind: Kind,
  items: readonly Item[],
  ids: readonly string[],
): Promise<void> {
  if (items.length === 0) return;
  const more = common(source, kind);
  const rows = items.map((item, n) => row(item, ids[n]!, more(item), item.json));
  const { domainId, collectorId, secretId, jobTaskId } = source;
  const run = kind.tracked ? [runOf(source), collectorId, secretId, jobTaskId] : [];
  const values = [`[${rows.join(',')}]`, domainId, ...run];
  await postgres.execute(statementsOf(kind).insert, values);
}

async function update(
  postgres: Postgres,
  source: Source,
  kind: Kind,
  changed: readonly Change[],
): Promise<void> {
  if (changed.length === 0) return;
  const more = common(source, kind);
  const rows = changed.map(({ item, match, delta }) =>
    row(item, match.id, more(item), kind.tracked ? JSON.stringify(delta) : item.json),
  );
  await postgres.execute(statementsOf(kind).update, [`[${rows.join(',')}]`]);
}

/** Of the rows of one statement, the columns that say by whom, and when, they were written. */
function common(source: Source, kind: Kind): (item: Item) => string {
  if (!kind.tracked) return () => `,"updated_by":${JSON.stringify(source.collectorId)}`;
  const info = collectionInfo(source);
  const plain = `,"collection_info":${JSON.stringify(info)}`;
  return ({ serviceAccountId }) =>
    serviceAccountId
      ? `${plain.slice(0, -1)},"service_account_id":${JSON.stringify(serviceAccountId)}}`
      : plain;
}

const collectionInfo = ({ collectorId, secretId }: Source) => ({
  collector_id: collectorId,
  ...(secretId === '' ? {} : { secret_id: secretId }),
  last_collected_at: new Date().toISOString(),
});

async function touch(postgres: Postgres, source: Source, kind: Kind, same: readonly Known[]): Promise<void> {
  if (same.length === 0) return;
  const ids = same.map(({ match }) => match.id);
  const info = kind.tracked ? [JSON.stringify(collectionInfo(source))] : [];
  await postgres.execute(statementsOf(kind).touch, [ids, ...info]);
}

/** What changes of rows: of tracked kinds they are read, and held until the database transaction ends. */
async function changesOf(postgres: Postgres, kind: Kind, known: readonly Known[]): Promise<Change[]> {
  if (!kind.tracked)
    return known.map(({ item, match }) => ({ item, match, before: undefined, delta: item.values }));
  if (known.length === 0) return [];
  const given = new Set(known.flatMap(({ item }) => Object.keys(item.values)));
  const columns = [...given].map(name => `"${name}"`).join(', ');
  const text = `select ${kind.id} as id, ${columns} from ${kind.table} where ${kind.id} = any($1::text[]) for update`;
  const rows = await postgres.query(text, [known.map(({ match }) => match.id)]);
  const byId = new Map(rows.map(row => [row.id as string, row as JsonObject]));
  // One that was deleted since it was found has nothing to change.
  return known.flatMap(({ item, match }) => {
    const before = byId.get(match.id);
    return before ? [{ item, match, before, delta: deltaOf(kind, item.values, before) }] : [];
  });
}

/** Marks cloud services as seen by this collector with this secret, in this task. */
async function seen(postgres: Postgres, source: Source, known: readonly Known[]): Promise<void> {
  if (known.length === 0) return;
  const ids = known.map(({ match }) => match.id);
  const { collectorId, secretId, domainId, jobTaskId } = source;
  await postgres.execute(
    `insert into collection_states (cloud_service_id, collector_id, secret_id, domain_id, job_task_id)
     select id, $2, $3, $4, $5 from unnest($1::text[]) as id
     on conflict (collector_id, secret_id, cloud_service_id) do update
       set job_task_id = excluded.job_task_id, disconnected_count = 0, updated_at = now()`,
    [ids, collectorId, secretId, domainId, jobTaskId],
  );
}

/**
 * What an earlier run of this part created, before it broke off, counts as created by this one.
 * @returns how many those are
 */
async function takeOver(postgres: Postgres, source: Source, known: readonly Known[]): Promise<number> {
  if (source.attempt === 1) return 0;
  const part = `${source.jobTaskId}/${source.part}/`;
  const ids = known
    .filter(({ match }) => match.createdByRun?.startsWith(part) && match.createdByRun !== runOf(source))
    .map(({ match }) => match.id);
  if (ids.length > 0)
    await postgres.execute(
      'update cloud_services set created_by_run = $2 where cloud_service_id = any($1::text[])',
      [ids, runOf(source)],
    );
  return ids.length;
}
