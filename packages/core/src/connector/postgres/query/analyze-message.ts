import { queryErrors } from './errors.ts';
import {
  type FilterMessage,
  fromFilter,
  fromList,
  fromSort,
  fromUnwind,
  type ListMessage,
  refuseUnsupported,
  type UnwindMessage,
} from './message.ts';
import type { AnalyzeQuery, Page, TimeSeriesQuery } from './query.ts';
import type { Json } from './value.ts';

/** `core.v2.AnalyzeQuery`. */
export interface AnalyzeQueryMessage {
  groupBy?: ListMessage | undefined;
  fieldGroup: string[];
  filter: FilterMessage[];
  filterOr: FilterMessage[];
  page?: Page | undefined;
  sort: { key: string; desc: boolean }[];
  fields?: { [name: string]: Json } | undefined;
  select?: { [name: string]: Json } | undefined;
  keyword: string;
  unwind?: UnwindMessage | undefined;
  lookup?: ListMessage | undefined;
  addFields?: { [key: string]: Json } | undefined;
}

/** `core.v2.TimeSeriesAnalyzeQuery`. */
export interface TimeSeriesAnalyzeQueryMessage extends AnalyzeQueryMessage {
  granularity: number;
  start: string;
  end: string;
}

/**
 * Reads `core.v2.AnalyzeQuery`.
 *
 * @throws REQUIRED_PARAMETER when there is no message
 */
export function fromAnalyzeQuery(message: AnalyzeQueryMessage | undefined): AnalyzeQuery {
  if (!message) throw queryErrors.required('query');
  refuseUnsupported(message);
  return {
    filter: message.filter.map(fromFilter),
    filterOr: message.filterOr.map(fromFilter),
    keyword: message.keyword,
    groupBy: fromList(message.groupBy),
    fieldGroup: message.fieldGroup,
    fields: message.fields ?? {},
    select: message.select ?? {},
    sort: fromSort(message.sort),
    page: message.page,
    unwind: fromUnwind(message.unwind),
  };
}

const granularities: readonly TimeSeriesQuery['granularity'][] = ['', 'DAILY', 'MONTHLY', 'YEARLY'];

/**
 * Reads `core.v2.TimeSeriesAnalyzeQuery`.
 *
 * @throws REQUIRED_PARAMETER when there is no message
 */
export function fromTimeSeriesAnalyzeQuery(
  message: TimeSeriesAnalyzeQueryMessage | undefined,
): TimeSeriesQuery {
  const query = fromAnalyzeQuery(message);
  const { granularity, start, end } = message!;
  return { ...query, granularity: granularities[granularity] ?? '', start, end };
}
