import { sql } from 'kysely';
import { queryErrors } from './errors.ts';
import { compileExpression } from './expression.ts';
import { compileConditions } from './filter.ts';
import { checkName, compileGroup } from './group.ts';
import { limits } from './limits.ts';
import type { SortKey } from './model.ts';
import type { ProjectField, Stage, Unwind } from './query.ts';
import {
  type Field,
  type Namer,
  type Relation,
  relationOf,
  resolverOf,
  subquery,
  withFields,
  wrap,
  write,
} from './relation.ts';
import { compileSort } from './sort.ts';
import { compileUnwind } from './unwind.ts';

/** Rows after the stages of an aggregate, and where in it regular expressions are. */
export interface Pipeline {
  relation: Relation;
  regexes: string[];
}

/**
 * Compiles the stages of an aggregate, each of which works on the rows that the one before it makes.
 *
 * @throws HawserError naming the path of what is wrong in a stage
 */
export function compilePipeline(before: Relation, stages: readonly Stage[]): Pipeline {
  if (stages.length > limits.stages) throw queryErrors.tooMany('query.aggregate', limits.stages);
  let tables = 0;
  const namer = () => `q${tables++}`;
  const regexes: string[] = [];
  const relation = stages.reduce((rows, stage) => {
    if (stage.kind === 'unwind') {
      const { path, filter } = stage.unwind;
      regexes.push(
        ...filter.flatMap(({ operator }, i) =>
          operator.startsWith('regex') ? [`${stage.at}.filter[${i}].value`] : [],
        ),
      );
      return unwind(rows, { path, filter }, stage.at, namer);
    }
    return compileStage(rows, stage, namer);
  }, before);
  return { relation, regexes };
}

function compileStage(rows: Relation, stage: Exclude<Stage, { kind: 'unwind' }>, namer: Namer): Relation {
  switch (stage.kind) {
    case 'group':
      return compileGroup(rows, stage.keys, stage.fields, stage.at, namer);
    case 'count':
      return count(rows, stage.name, stage.at, namer);
    case 'sort':
      return sort(rows, stage.keys, stage.at, namer);
    case 'project':
      return project(rows, stage.fields, stage.excludeKeys, stage.at, namer);
    case 'limit':
    case 'skip':
      return cut(rows, stage.kind, stage.count, stage.at, namer);
  }
}

function unwind(before: Relation, { path, filter }: Unwind, at: string, namer: Namer): Relation {
  const rows = wrap(before, namer);
  const { from, position, model } = compileUnwind(rows.model, path, `${at}.path`, namer());
  const fields = new Map(rows.fields);
  for (const [name, field] of fields) {
    const column = model.columns.get(name);
    if (column) fields.set(name, { ...field, sql: column.sql, type: column.type });
  }
  const after: Relation = { ...rows, model: { ...model, from }, fields, order: [...rows.order, position] };
  const { conditions } = compileConditions(filter, `${at}.filter`, resolverOf(after));
  return { ...after, where: [...rows.where, ...conditions] };
}

function count(before: Relation, name: string, at: string, namer: Namer): Relation {
  checkName(name, `${at}.name`, new Map());
  const rows = wrap(before, namer);
  const alias = namer();
  const query = sql`${write(rows, sql`count(*)::float8 as f0`, false)} having count(*) > 0`;
  const field: Field = { sql: sql.id(alias, 'f0'), type: 'float', computed: true, isKey: false };
  return relationOf(rows.model, sql`(${query}) as ${sql.id(alias)}`, new Map([[name, field]]), []);
}

function sort(before: Relation, keys: readonly SortKey[], at: string, namer: Namer): Relation {
  const rows = wrap(before, namer);
  const { joins, terms } = compileSort(keys, resolverOf(rows), at, `${namer()}s`);
  const from = joins.length === 0 ? rows.model.from : sql`${rows.model.from} ${sql.join(joins, sql` `)}`;
  return { ...rows, model: { ...rows.model, from }, order: [...terms, ...rows.order] };
}

function project(
  before: Relation,
  projected: readonly ProjectField[],
  excludeKeys: boolean,
  at: string,
  namer: Namer,
): Relation {
  if (projected.length === 0) throw queryErrors.required(`${at}.fields`);
  if (projected.length > limits.fields) throw queryErrors.tooMany(`${at}.fields`, limits.fields);
  const rows = before.projected ? subquery(before, namer) : before;
  const resolve = resolverOf(rows);
  const fields = new Map<string, Field>();
  for (const { name, expression, at: path } of projected) {
    const { sql: value, type } = compileExpression(expression, path, resolve);
    const source = typeof expression === 'string' ? rows.fields.get(expression) : undefined;
    const computed = source?.computed ?? typeof expression !== 'string';
    fields.set(checkName(name, `${path}.name`, fields), {
      sql: value,
      type,
      computed,
      isKey: source?.isKey ?? false,
    });
  }
  if (!excludeKeys) {
    for (const [name, field] of rows.fields) if (field.isKey && !fields.has(name)) fields.set(name, field);
  }
  return { ...rows, fields, model: withFields(rows.model, rows.model.from, fields), projected: true };
}

function cut(before: Relation, kind: 'limit' | 'skip', number: number, at: string, namer: Namer): Relation {
  if (!Number.isSafeInteger(number) || number < (kind === 'limit' ? 1 : 0)) {
    throw queryErrors.invalid(at, 'is out of range');
  }
  // After a limit, what is skipped or cut off is counted among the rows within it.
  const rows = before.limit === undefined ? before : wrap(before, namer);
  if (kind === 'limit') return { ...rows, limit: number };
  return { ...rows, offset: rows.offset + number };
}
