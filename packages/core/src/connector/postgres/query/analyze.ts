import type { Kysely } from 'kysely';
import { queryErrors } from './errors.ts';
import { limits } from './limits.ts';
import type { QueryModel, SortKey } from './model.ts';
import { compilePipeline } from './pipeline.ts';
import type { AnalyzeQuery, Expression, GroupField, GroupKey, ProjectField, Stage } from './query.ts';
import type { Relation } from './relation.ts';
import type { Scope } from './scope.ts';
import { type CompiledStat, compileAnswer, filteredRelation, runCompiled } from './stat.ts';
import { isObject, type Json } from './value.ts';

/** What `analyze` answers, with the Struct's field names. */
export interface AnalyzeResult {
  results: Json[];
  /** There are more results than the page's limit, where one has been asked for. */
  more?: boolean;
}

/** An analysis as SQL. */
export interface CompiledAnalyze {
  stat: CompiledStat;
  /** Results wanted; the query reads one more to see if there are any. */
  limit: number | undefined;
}

/**
 * Compiles an analysis within a scope.
 *
 * @throws HawserError naming the path of what is wrong in the query
 */
export function compileAnalyze(model: QueryModel, query: AnalyzeQuery, scope: Scope): CompiledAnalyze {
  const { relation, regexes } = filteredRelation(model, query, scope);
  return analyzeRelation(relation, query, readGroupBy(query.groupBy), regexes);
}

/**
 * Compiles an analysis of these rows.
 *
 * @param regexes paths of the regular expressions that chose the rows
 */
export function analyzeRelation(
  relation: Relation,
  query: AnalyzeQuery,
  keys: GroupKey[],
  regexes: readonly string[],
): CompiledAnalyze {
  const fields = readFields(query.fields);
  const stages: Stage[] = query.unwind ? [{ kind: 'unwind', unwind: query.unwind, at: 'query.unwind' }] : [];
  stages.push({ kind: 'group', keys, fields, at: 'query' });
  if (Object.keys(query.select).length > 0) stages.push(readSelect(query.select));
  if (query.fieldGroup.length > 0) stages.push(regroup(keys, fields, query.fieldGroup));
  if (query.sort.length > 0) stages.push({ kind: 'sort', keys: sortKeys(query, fields), at: 'query.sort' });
  const pipeline = compilePipeline(relation, stages);
  const { start, limit } = query.page ?? {};
  const page = limit ? { start: start ?? 1, limit: limit + 1 } : undefined;
  const stat = { ...compileAnswer(pipeline.relation, page), regexes: [...regexes, ...pipeline.regexes] };
  return { stat, limit: limit || undefined };
}

/** Reads `group_by`: texts, whose last part is the name, or `{key, name}`. */
export function readGroupBy(groupBy: readonly Json[]): GroupKey[] {
  return groupBy.map((option, i) => {
    const at = `query.group_by[${i}]`;
    if (typeof option === 'string') {
      return { key: option, name: option.slice(option.lastIndexOf('.') + 1), dateFormat: '', at, nameAt: at };
    }
    if (!isObject(option)) throw queryErrors.wrongType(at, 'text or dict');
    const { key, name } = option;
    if (typeof key !== 'string' || typeof name !== 'string' || key === '' || name === '') {
      throw queryErrors.invalid(at, 'key and name are required');
    }
    return { key, name, dateFormat: '', at: `${at}.key`, nameAt: `${at}.name` };
  });
}

function readFields(fields: { [name: string]: Json }): GroupField[] {
  const entries = Object.entries(fields);
  if (entries.length === 0) throw queryErrors.required('query.fields');
  return entries.map(([name, field]) => {
    const at = `query.fields.${name.slice(0, limits.name)}`;
    if (!isObject(field)) throw queryErrors.wrongType(at, 'dict');
    const { key = '', operator = '', fields: pushed = {} } = field;
    if (typeof key !== 'string') throw queryErrors.wrongType(`${at}.key`, 'text');
    if (typeof operator !== 'string') throw queryErrors.wrongType(`${at}.operator`, 'text');
    if (operator === '') throw queryErrors.required(`${at}.operator`);
    return { key, name, operator, fields: readPushed(pushed, `${at}.fields`), conditions: [], at };
  });
}

function readPushed(fields: Json, at: string): { key: string; name: string }[] {
  if (!isObject(fields)) throw queryErrors.wrongType(at, 'dict');
  return Object.entries(fields).map(([name, key]) => {
    if (typeof key !== 'string') throw queryErrors.wrongType(`${at}.${name.slice(0, limits.name)}`, 'text');
    return { key, name };
  });
}

function readSelect(select: { [name: string]: Json }): Stage {
  const fields: ProjectField[] = Object.entries(select).map(([name, value]) => {
    const at = `query.select.${name.slice(0, limits.name)}`;
    if (typeof value === 'number') throw queryErrors.wrongType(at, 'text or dict');
    return { name, at, expression: readExpression(value, at, 0) };
  });
  return { kind: 'project', fields, excludeKeys: true, at: 'query.select' };
}

function readExpression(value: Json, at: string, depth: number): Expression {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (!isObject(value)) throw queryErrors.wrongType(at, 'text or dict');
  if (depth > limits.nesting) throw queryErrors.invalid(at, `at most ${limits.nesting} levels are allowed`);
  const { operator, key, fields } = value;
  if (typeof operator !== 'string') throw queryErrors.required(`${at}.operator`);
  if (typeof key === 'string' && key !== '') return { operator, operands: [key] };
  if (!Array.isArray(fields)) throw queryErrors.required(`${at}.fields`);
  return {
    operator,
    operands: fields.map((field, i) => readExpression(field, `${at}.fields[${i}]`, depth + 1)),
  };
}

/** Operators whose results have a total over the groups that become one. */
const totals: Readonly<Record<string, string>> = {
  sum: 'sum',
  average: 'average',
  max: 'max',
  min: 'min',
  count: 'sum',
};
const totalName = (name: string) => `_total_${name}`;

/** Groups once more, without the keys `fieldGroup`: these go with a field's values into lists of `{value, …}`. */
function regroup(
  keys: readonly GroupKey[],
  fields: readonly GroupField[],
  fieldGroup: readonly string[],
): Stage {
  if (fieldGroup.length > limits.fields) throw queryErrors.tooMany('query.field_group', limits.fields);
  for (const [i, name] of fieldGroup.entries()) {
    if (name.startsWith('_total_'))
      throw queryErrors.invalid(`query.field_group[${i}]`, 'cannot begin with _total_');
    if (!keys.some(key => key.name === name))
      throw queryErrors.invalid(`query.field_group[${i}]`, 'is not a name in group_by');
  }
  const pushed = fieldGroup.map(name => ({ key: name, name }));
  const regrouped = fields.flatMap(({ name, operator, at }): GroupField[] => {
    const total = totals[operator];
    const base = { conditions: [], at };
    const values = {
      ...base,
      key: '',
      name,
      operator: 'push',
      fields: [{ key: name, name: 'value' }, ...pushed],
    };
    if (!total) return [values];
    return [{ ...base, key: name, name: totalName(name), operator: total, fields: [] }, values];
  });
  const left = keys.filter(key => !fieldGroup.includes(key.name));
  const named = left.map(({ name, at, nameAt }) => ({ key: name, name, dateFormat: '', at, nameAt }));
  return { kind: 'group', keys: named, fields: regrouped, at: 'query.field_group' };
}

/** With a field group, sorting by a field is sorting by its total. */
function sortKeys({ sort, fieldGroup }: AnalyzeQuery, fields: readonly GroupField[]): SortKey[] {
  if (fieldGroup.length === 0) return sort;
  const names = new Set(fields.map(field => field.name));
  return sort.map(({ key, desc }) => ({
    key: names.has(key) ? totalName(key) : key,
    ...(desc ? { desc } : {}),
  }));
}

/** Runs a compiled analysis. */
export async function runCompiledAnalyze<DB>(
  db: Kysely<DB>,
  { stat, limit }: CompiledAnalyze,
): Promise<AnalyzeResult> {
  const { results } = await runCompiled(db, stat);
  if (limit === undefined) return { results };
  return { results: results.slice(0, limit), more: results.length > limit };
}

/**
 * Runs an analysis within a scope.
 *
 * @throws HawserError for a query that is wrong, see {@link compileAnalyze}; database errors as they are
 */
export const runAnalyze = async <DB>(
  db: Kysely<DB>,
  model: QueryModel,
  query: AnalyzeQuery,
  scope: Scope,
): Promise<AnalyzeResult> => runCompiledAnalyze(db, compileAnalyze(model, query, scope));
