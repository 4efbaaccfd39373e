import type { GroupField, GroupKey, Stage } from '../query.ts';
import { isObject, type Json } from '../value.ts';
import {
  byValue,
  type Document,
  exactly,
  type Found,
  matches,
  missing,
  order,
  reach,
  sortValue,
  start,
} from './oracle.ts';

/** What the stages of an aggregate mean, told by doing them one after the other in memory. See the oracle of lists. */
export const aggregate = (documents: readonly Document[], stages: readonly Stage[]): Document[] =>
  stages.reduce<Document[]>(perform, [...documents]);

function perform(rows: Document[], stage: Stage): Document[] {
  switch (stage.kind) {
    case 'unwind':
      return unwind(rows, stage.unwind.path).filter(row =>
        stage.unwind.filter.every(each => matches(row, each)),
      );
    case 'group':
      return group(rows, stage.keys, stage.fields);
    case 'sort':
      return rows.toSorted((one, other) => compare(one, other, stage.keys));
    case 'limit':
      return rows.slice(0, stage.count);
    case 'skip':
      return rows.slice(stage.count);
    default:
      throw new Error(`${stage.kind} is not told here`);
  }
}

function compare(one: Document, other: Document, keys: readonly { key: string; desc?: boolean }[]): number {
  for (const { key, desc = false } of keys) {
    const difference = order(sortValue(one, key, desc), sortValue(other, key, desc)) ?? 0;
    if (difference !== 0) return desc ? -difference : difference;
  }
  return 0;
}

function unwind(rows: readonly Document[], path: string): Document[] {
  const [column, ...parts] = path.split('.');
  return rows.flatMap(row => {
    const list = exactly(Object.hasOwn(row, column!) ? row[column!]! : missing, parts);
    if (list === missing || list === null) return [];
    return (Array.isArray(list) ? list : [list]).map(
      element => replaced(row, [column!, ...parts], element) as Document,
    );
  });
}

function replaced(value: Json, [part, ...rest]: string[], element: Json): Json {
  if (part === undefined) return element;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as Document) }) as Document;
  copy[part] = replaced(copy[part] ?? null, rest, element);
  return copy;
}

/** The value of a key to compute with. */
function valueAt(row: Document, key: string): Found {
  const [value, parts] = start(row, key);
  const direct = exactly(value, parts);
  const isThroughList = parts.some((_, i) => Array.isArray(exactly(value, parts.slice(0, i))));
  if (direct !== missing || !isThroughList) return direct;
  return reach(value, parts).filter(found => found !== missing);
}

/** JSON text that is the same for values that are the same. */
export const canonical = (value: Json): string =>
  JSON.stringify(value, (_, each: Json) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort()) : each,
  );

function group(
  rows: readonly Document[],
  keys: readonly GroupKey[],
  fields: readonly GroupField[],
): Document[] {
  const groups = new Map<string, { keys: Document; rows: Document[] }>();
  for (const row of rows) {
    const named = keys
      .map(({ key, name }) => [name, valueAt(row, key)] as const)
      .filter(([, value]) => value !== missing);
    const values = Object.fromEntries(named) as Document;
    const found = groups.get(canonical(values)) ?? { keys: values, rows: [] };
    found.rows.push(row);
    groups.set(canonical(values), found);
  }
  return [...groups.values()].map(each => ({
    ...each.keys,
    ...Object.fromEntries(fields.map(field => [field.name, accumulated(each.rows, field)])),
  }));
}

function accumulated(all: readonly Document[], { operator, key, fields, conditions }: GroupField): Json {
  const isChosen = (row: Document) => conditions.every(each => matches(row, each));
  const rows = all.filter(isChosen);
  const found = (of: readonly Document[]) =>
    of.map(row => valueAt(row, key)).filter(value => value !== missing);
  const values = found(rows);
  const numbers = values.filter(value => typeof value === 'number');
  const sum = numbers.reduce((total, each) => total + each, 0);
  switch (operator) {
    case 'count':
      return rows.length;
    case 'sum':
      return sum;
    case 'average': {
      const counted = numbers.length + (all.length - rows.length);
      return counted === 0 ? null : sum / counted;
    }
    case 'min':
    case 'max': {
      const direction = operator === 'min' ? 1 : -1;
      const types = operator === 'min' ? ['number', 'string', 'boolean'] : ['boolean', 'string', 'number'];
      const type = types.find(each => values.some(value => typeof value === each));
      return (
        values
          .filter(value => typeof value === type)
          .sort((one, other) => direction * byValue(one, other))[0] ?? null
      );
    }
    case 'first':
    case 'last': {
      const value = valueAt(rows.at(operator === 'first' ? 0 : -1)!, key);
      return value === missing ? null : value;
    }
    case 'add_to_set':
      return [...new Map(values.map(value => [canonical(value), value])).values()];
    case 'merge_objects':
      return Object.assign({}, ...values.filter(isObject)) as Document;
    default:
      if (key !== '') return values;
      return rows.map(row => {
        const named = fields.map(field => [field.name, valueAt(row, field.key)] as const);
        return Object.fromEntries(named.filter(([, value]) => value !== missing)) as Document;
      });
  }
}
