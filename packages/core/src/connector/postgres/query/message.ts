import { queryErrors } from './errors.ts';
import type { SortKey } from './model.ts';
import type { Condition } from './operators.ts';
import type { ListQuery, Page, Unwind } from './query.ts';
import type { Json } from './value.ts';

/** google.protobuf.Value as protobuf-es has it. */
export interface ValueMessage {
  kind:
    | { case: 'nullValue'; value: number }
    | { case: 'numberValue'; value: number }
    | { case: 'stringValue'; value: string }
    | { case: 'boolValue'; value: boolean }
    | { case: 'structValue'; value: { fields: { [key: string]: ValueMessage } } }
    | { case: 'listValue'; value: ListMessage }
    | { case: undefined; value?: undefined };
}

/** google.protobuf.ListValue as protobuf-es has it. */
export interface ListMessage {
  values: ValueMessage[];
}

/** One of two spellings of a field, as protobuf-es has a oneof. */
export interface Alias<T> {
  case: string | undefined;
  value?: T | undefined;
}

/** `core.v2.Filter` and `core.v2.AggregateSubCondition`. */
export interface FilterMessage {
  keyAlias: Alias<string>;
  valueAlias: Alias<ValueMessage>;
  operatorAlias: Alias<string>;
}

/** `core.v2.Unwind`. */
export interface UnwindMessage {
  path: string;
  filter: FilterMessage[];
}

/** `core.v2.Query`. */
export interface QueryMessage {
  filter: FilterMessage[];
  filterOr: FilterMessage[];
  sort: { key: string; desc: boolean }[];
  page?: Page | undefined;
  minimal: boolean;
  countOnly: boolean;
  only: string[];
  keyword: string;
  unwind?: UnwindMessage | undefined;
  lookup?: ListMessage | undefined;
  addFields?: { [key: string]: unknown } | undefined;
}

/** The value that a message holds. */
export function fromValue(message: ValueMessage | undefined): Json {
  const kind = message?.kind;
  switch (kind?.case) {
    case 'numberValue':
    case 'stringValue':
    case 'boolValue':
      return kind.value;
    case 'structValue':
      return Object.fromEntries(
        Object.entries(kind.value.fields).map(([key, value]) => [key, fromValue(value)]),
      );
    case 'listValue':
      return fromList(kind.value);
    default:
      return null;
  }
}

/** The values of a list message; none where there is no message. */
export const fromList = (message: ListMessage | undefined): Json[] => message?.values.map(fromValue) ?? [];

export const fromFilter = (message: FilterMessage): Condition => ({
  key: message.keyAlias.value ?? '',
  value: fromValue(message.valueAlias.value),
  operator: message.operatorAlias.value ?? '',
});

export const fromUnwind = (message: UnwindMessage | undefined): Unwind | undefined =>
  message && { path: message.path, filter: message.filter.map(fromFilter) };

export const fromSort = (messages: readonly { key: string; desc: boolean }[]): SortKey[] =>
  messages.map(({ key, desc }) => ({ key, desc }));

/** Joins and computed fields would let a caller read other tables or run expressions; nothing here needs them. */
export function refuseUnsupported(message: {
  lookup?: ListMessage | undefined;
  addFields?: object | undefined;
}): void {
  if (message.lookup && message.lookup.values.length > 0) throw queryErrors.unsupported('query.lookup');
  if (message.addFields && Object.keys(message.addFields).length > 0)
    throw queryErrors.unsupported('query.add_fields');
}

/** Reads `core.v2.Query`; a message that isn't there is an empty one. */
export function fromQuery(message: QueryMessage | undefined): ListQuery {
  if (!message) return emptyListQuery();
  refuseUnsupported(message);
  return {
    filter: message.filter.map(fromFilter),
    filterOr: message.filterOr.map(fromFilter),
    keyword: message.keyword,
    sort: fromSort(message.sort),
    page: message.page,
    minimal: message.minimal,
    countOnly: message.countOnly,
    only: message.only,
    unwind: fromUnwind(message.unwind),
  };
}

/** A query for all rows and fields. */
export const emptyListQuery = (): ListQuery => ({
  filter: [],
  filterOr: [],
  keyword: '',
  sort: [],
  minimal: false,
  countOnly: false,
  only: [],
});
