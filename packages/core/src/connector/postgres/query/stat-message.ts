import { queryErrors } from './errors.ts';
import {
  type Alias,
  type FilterMessage,
  fromFilter,
  fromList,
  fromUnwind,
  type ListMessage,
  type UnwindMessage,
} from './message.ts';
import type { SortKey } from './model.ts';
import type { GroupField, GroupKey, Page, ProjectField, Stage, StatQuery } from './query.ts';
import { isObject, type Json } from './value.ts';

interface NamedKeyMessage {
  keyAlias: Alias<string>;
  nameAlias: Alias<string>;
}

/** `core.v2.AggregateGroup`. */
export interface GroupMessage {
  keys: (NamedKeyMessage & { dateFormat: string })[];
  fields: (NamedKeyMessage & {
    operatorAlias: Alias<string>;
    fields: NamedKeyMessage[];
    conditions: FilterMessage[];
  })[];
}

/** `core.v2.AggregateProject`. */
export interface ProjectMessage {
  fields: (NamedKeyMessage & { operatorAlias: Alias<string> })[];
  excludeKeys: boolean;
}

/** `core.v2.StatisticsAggregate`. */
export interface AggregateMessage {
  aggregateAlias:
    | { case: 'unwind'; value: UnwindMessage }
    | { case: 'group'; value: GroupMessage }
    | { case: 'count'; value: { name: string } }
    | { case: 'sort'; value: ListMessage }
    | { case: 'project'; value: ProjectMessage }
    | { case: 'limit' | 'skip'; value: number }
    | { case: undefined; value?: undefined };
}

/** `core.v2.StatisticsQuery`. */
export interface StatisticsQueryMessage {
  filter: FilterMessage[];
  filterOr: FilterMessage[];
  aggregate: AggregateMessage[];
  page?: Page | undefined;
  distinct: string;
  keyword: string;
}

/**
 * Reads `core.v2.StatisticsQuery`.
 *
 * @throws REQUIRED_PARAMETER when there is no message or a stage says nothing
 */
export function fromStatisticsQuery(message: StatisticsQueryMessage | undefined): StatQuery {
  if (!message) throw queryErrors.required('query');
  return {
    filter: message.filter.map(fromFilter),
    filterOr: message.filterOr.map(fromFilter),
    keyword: message.keyword,
    aggregate: message.aggregate.map(({ aggregateAlias }, i) =>
      fromStage(aggregateAlias, `query.aggregate[${i}]`),
    ),
    page: message.page,
    distinct: message.distinct,
  };
}

function fromStage(stage: AggregateMessage['aggregateAlias'], path: string): Stage {
  const at = `${path}.${stage.case}`;
  switch (stage.case) {
    case 'unwind':
      return { kind: 'unwind', at, unwind: fromUnwind(stage.value)! };
    case 'group':
      return { kind: 'group', at, ...fromGroup(stage.value, at) };
    case 'count':
      return { kind: 'count', at, name: stage.value.name };
    case 'sort':
      return { kind: 'sort', at, keys: readSort(fromList(stage.value), at) };
    case 'project': {
      const fields = stage.value.fields.map((field, i) => fromProjectField(field, `${at}.fields[${i}]`));
      return { kind: 'project', at, fields, excludeKeys: stage.value.excludeKeys };
    }
    case 'limit':
    case 'skip':
      return { kind: stage.case, at, count: stage.value };
    default:
      throw queryErrors.required(path);
  }
}

function fromGroup(message: GroupMessage, at: string): { keys: GroupKey[]; fields: GroupField[] } {
  const keys = message.keys.map((key, i) => ({
    ...fromNamedKey(key),
    dateFormat: key.dateFormat,
    at: `${at}.keys[${i}].key`,
    nameAt: `${at}.keys[${i}].name`,
  }));
  const fields = message.fields.map((field, i) => ({
    ...fromNamedKey(field),
    operator: field.operatorAlias.value ?? '',
    fields: field.fields.map(fromNamedKey),
    conditions: field.conditions.map(fromFilter),
    at: `${at}.fields[${i}]`,
  }));
  return { keys, fields };
}

const fromNamedKey = ({ keyAlias, nameAlias }: NamedKeyMessage) => ({
  key: keyAlias.value ?? '',
  name: nameAlias.value ?? '',
});

function fromProjectField(message: ProjectMessage['fields'][number], at: string): ProjectField {
  const { key, name } = fromNamedKey(message);
  const operator = message.operatorAlias.value ?? '';
  if (key === '') throw queryErrors.required(`${at}.key`);
  return { name, at, expression: operator === '' ? key : { operator, operands: [key] } };
}

/** Reads a list of `{key, desc}`. */
export function readSort(values: readonly Json[], at: string): SortKey[] {
  return values.map((value, i) => {
    if (!isObject(value)) throw queryErrors.wrongType(`${at}[${i}]`, 'dict');
    const { key, desc = false } = value;
    if (key === undefined) throw queryErrors.required(`${at}[${i}].key`);
    if (typeof key !== 'string') throw queryErrors.wrongType(`${at}[${i}].key`, 'text');
    if (typeof desc !== 'boolean') throw queryErrors.wrongType(`${at}[${i}].desc`, 'bool');
    return { key, desc };
  });
}
