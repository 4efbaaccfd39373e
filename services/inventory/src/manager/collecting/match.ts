import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import type { Postgres } from '@hawser/core/connector/postgres';
import type { Item, Rule } from './item.ts';
import type { Kind } from './kind.ts';
import { type Problem, problem } from './problem.ts';

/** A row that a resource was found to be. */
export interface Match {
  id: string;
  /** Of what was written last; null when a user changed it since. */
  digest: string | null;
  /** The run that created it, of kinds that are tracked. */
  createdByRun: string | null;
}

/** What became of looking for a resource: the row that it is, none, or why that can't be told. */
export type Found = Match | 'new' | Problem;

interface MatchRow extends Record<string, unknown> {
  i: number;
  found: number;
  id: string;
  digest: string | null;
  created_by_run: string | null;
}

/**
 * Looks for resources by their match rules: a rule that finds one row settles it; with none, or more than one, the next
 * rule is tried, and the last one tells: a resource that it doesn't find is new, one that it finds several times can't be
 * told apart.
 * One statement for all resources of a kind whose rules name the same keys.
 */
export async function findAll(
  postgres: Postgres,
  domainId: string,
  kind: Kind,
  items: readonly Item[],
): Promise<Map<Item, Found>> {
  const found = new Map<Item, Found>();
  let open = items;
  for (let n = 0; open.length > 0; n++) {
    const last: Item[] = [];
    for (const item of open) if (item.rules.length <= n && !found.has(item)) found.set(item, 'new');
    const asking = open.filter(({ rules }) => rules.length > n);
    for (const [keys, group] of groupBy(asking, ({ rules }) => rules[n]!.keys.join('\n'))) {
      const columns = columnsOf(kind, keys.split('\n'));
      if (typeof columns === 'string') {
        for (const item of group) found.set(item, unknownKey(item, columns));
        continue;
      }
      for (const item of group) found.delete(item);
      for (const row of await look(postgres, domainId, kind, columns, group, n)) {
        const item = group[row.i]!;
        if (row.found === 1)
          found.set(item, { id: row.id, digest: row.digest, createdByRun: row.created_by_run });
        else found.set(item, tooMany(item, item.rules[n]!));
      }
      last.push(...group);
    }
    open = last.filter(item => !isMatch(found.get(item)));
  }
  return found;
}

export const isMatch = (found: Found | undefined): found is Match =>
  typeof found === 'object' && 'id' in found;

/** How one key of a rule is compared. */
interface KeyColumn {
  sql: string;
  type: string;
  /** Whether an index of its own finds it. */
  isIndexed?: boolean;
  /** Makes the value what `sql` compares with. */
  value(value: JsonValue, item: Item): JsonValue;
}

const same = (value: JsonValue) => value;

/** The columns that keys stand for, or the first key that stands for none. */
function columnsOf(kind: Kind, keys: readonly string[]): KeyColumn[] | string {
  const columns: KeyColumn[] = [];
  for (const [n, key] of keys.entries()) {
    const column = columnOf(kind, key, `v.k${n}`);
    if (!column) return key;
    columns.push(column);
  }
  return columns;
}

function columnOf(kind: Kind, key: string, v: string): KeyColumn | undefined {
  const [name, ...path] = key.split('.') as [string, ...string[]];
  const type = Object.hasOwn(kind.columns, name) ? kind.columns[name] : undefined;
  if (type === undefined) return undefined;
  const t = `t."${name}"`;
  // Long names and ids are found by their hashes, which is what the indexes hold.
  const hashed = (of: string) =>
    `hashtextextended(t.domain_id || ' ' || t.workspace_id || ' ' || ${of}, 0)
      = hashtextextended($2 || ' ' || v.w || ' ' || ${v}, 0) and ${of} = ${v}`;
  if (type !== 'jsonb') {
    if (path.length > 0) return undefined;
    if (type === 'text[]')
      return {
        sql: `${t} @> ${v}`,
        type,
        isIndexed: true,
        value: value => (Array.isArray(value) ? value : [value]),
      };
    if (key === 'name' && kind.tracked) return { sql: hashed(t), type, isIndexed: true, value: same };
    return { sql: `${t} = ${v}`, type, value: same };
  }
  if (path.length === 0) return undefined;
  if (key === 'reference.resource_id')
    return { sql: hashed(`(t.reference ->> 'resource_id')`), type: 'text', isIndexed: true, value: same };
  return {
    sql: `${t} @> ${v}`,
    type: 'jsonb',
    isIndexed: name === 'data' || name === 'tags',
    value: (value, { values }) => {
      // A plugin's tags and metadata are kept below its provider.
      const below =
        kind.tracked && (name === 'tags' || name === 'metadata') ? [values.provider as string] : [];
      return [...below, ...path].reduceRight<JsonValue>((inner, part) => ({ [part]: inner }), value);
    },
  };
}

function look(
  postgres: Postgres,
  domainId: string,
  kind: Kind,
  columns: readonly KeyColumn[],
  items: readonly Item[],
  n: number,
): Promise<MatchRow[]> {
  const given = items.map((item, i): JsonObject => {
    const { values } = item.rules[n]!;
    const keys = columns.map(({ value }, k) => [`k${k}`, value(values[k]!, item)]);
    return { i, w: item.workspaceId, ...Object.fromEntries(keys) };
  });
  const types = columns.map(({ type }, k) => `, k${k} ${type}`).join('');
  const record = `json_to_recordset($1::json) as v(i int, w text${types})`;
  return postgres.query<MatchRow>(statement(kind, columns, record), [JSON.stringify(given), domainId]);
}

/**
 * The statement that looks. What an index finds is looked up one by one; the planner, which knows little of a table that
 * is being filled, would rather read all of it. Without an index it is read once.
 */
function statement(kind: Kind, columns: readonly KeyColumn[], record: string): string {
  const run = kind.tracked ? 't.created_by_run' : 'null::text';
  const matches = columns.map(({ sql }) => sql).join(' and ');
  if (!columns.some(({ isIndexed }) => isIndexed)) {
    return `select v.i, count(*)::int as found, min(t.${kind.id}) as id, min(t.digest) as digest, min(${run}) as created_by_run
      from ${record} join ${kind.table} t on t.domain_id = $2 and t.workspace_id = v.w and ${kind.live} and ${matches}
      group by v.i`;
  }
  // These expressions are in no index, which leaves the planner the one that is meant.
  const tenant = `t.domain_id || '' = $2 and t.workspace_id || '' = v.w`;
  return `select v.i, count(*)::int as found, min(t.id) as id, min(t.digest) as digest, min(t.run) as created_by_run
    from ${record} cross join lateral (
      select t.${kind.id} as id, t.digest, ${run} as run from ${kind.table} t
      where ${tenant} and ${kind.live} and ${matches} limit 2) t
    group by v.i`;
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const known = groups.get(key(one));
    if (known) known.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

const tooMany = (item: Item, { keys }: Rule): Problem =>
  problem(
    'TOO_MANY_MATCH',
    `More than one resource matches, so that it can't be told which one this is. (match_key = ${keys.join(', ')})`,
    item.kind.describe(item.resource),
  );

const unknownKey = (item: Item, key: string): Problem =>
  problem(
    'MATCH_RULE',
    `The match rules name '${key}', which is no field to match by.`,
    item.kind.describe(item.resource),
  );
