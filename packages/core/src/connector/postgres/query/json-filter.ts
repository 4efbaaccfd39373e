import { type RawBuilder, sql } from 'kysely';
import { queryErrors } from './errors.ts';
import type { Asked } from './operators.ts';
import { anyIs, elementPath, jsonPath, nullOrMissing, parseKey } from './path.ts';
import { type JsonTarget, within } from './target.ts';
import { textTest } from './text-filter.ts';
import { isObject, isScalar, type Json } from './value.ts';

type Sql = RawBuilder<unknown>;

/**
 * Whether a value within a jsonb fulfils a test. Values of different types are neither equal nor ordered. Where a list
 * is at the key, one of its elements is enough. May be SQL's NULL, which counts as false.
 */
export function jsonTest(target: JsonTarget, asked: Asked, at: string): Sql {
  const { root, parts } = target;
  switch (asked.kind) {
    case 'equal':
      return equal(target, asked.values);
    case 'compare': {
      const { comparison, value } = asked;
      return predicate(root, anyIs(parts, `@ ${comparison} ${JSON.stringify(value)} && ${hasTypeOf(value)}`));
    }
    case 'exists':
      return parts.length === 0 ? sql`${root} is not null` : predicate(root, `exists(${jsonPath(parts)})`);
    case 'contain':
    case 'regex':
    case 'time':
      return sql`exists (select from ${elements(target)} as c(v)
        where jsonb_typeof(c.v) = 'string' and ${textTest(sql`(c.v #>> '{}')`, asked)})`;
    case 'match':
      return match(target, asked.value, at);
  }
}

/** `@@` with a parameter: a GIN index on the column serves it. */
const predicate = (root: Sql, path: string) => sql`${root} @@ ${path}::jsonpath`;

const elements = ({ root, parts }: JsonTarget) =>
  sql`jsonb_path_query(${root}, ${elementPath(parts)}::jsonpath)`;

/** Comparing in jsonpath looks into lists; only a value itself has its type. */
const hasTypeOf = (value: Json) => `@.type() == "${value === null ? 'null' : typeof value}"`;

function equal(target: JsonTarget, values: readonly Json[]): Sql {
  const { root, parts } = target;
  const scalars = values.filter(value => value !== null && isScalar(value));
  const conditions: Sql[] = [];
  if (scalars.length === 1) {
    const [value] = scalars;
    conditions.push(predicate(root, anyIs(parts, `@ == ${JSON.stringify(value)} && ${hasTypeOf(value!)}`)));
  } else if (scalars.length > 1) {
    const path = anyIs(parts, '@ == $values[*] && @.type() != "array"');
    const variables = JSON.stringify({ values: scalars });
    conditions.push(sql`jsonb_path_match(${root}, ${path}::jsonpath, ${variables}::jsonb, true)`);
  }
  if (values.includes(null)) {
    conditions.push(sql`(${root} is null or ${predicate(root, nullOrMissing(parts))})`);
  }
  for (const value of values) {
    if (isScalar(value)) continue;
    conditions.push(
      sql`exists (select from ${elements(target)} as c(v) where c.v = ${JSON.stringify(value)}::jsonb)`,
    );
  }
  if (conditions.length === 0) return sql`false`;
  return conditions.length === 1 ? conditions[0]! : sql`(${sql.join(conditions, sql` or `)})`;
}

/** MongoDB's `$elemMatch` with equalities: one element of the list at the key has all the values. */
function match({ root, parts }: JsonTarget, value: { [key: string]: Json }, at: string): Sql {
  const conditions = Object.entries(value).map(([key, wanted]) => {
    const path = `${at}.${key}`;
    if (key.startsWith('$')) throw queryErrors.invalid(path, 'operators are not supported here');
    return equal(within(sql`e.v`, parseKey(key, path)), [wanted]);
  });
  if (isObject(value) && conditions.length === 0)
    throw queryErrors.invalid(at, 'at least one key is required');
  return sql`exists (select from jsonb_path_query(${root}, ${jsonPath(parts)}::jsonpath) as l(v),
    jsonb_array_elements(case jsonb_typeof(l.v) when 'array' then l.v else '[]' end) as e(v)
    where jsonb_typeof(e.v) = 'object' and ${sql.join(conditions, sql` and `)})`;
}
