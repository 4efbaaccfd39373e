import type { DescMessage, JsonObject, JsonValue } from '@bufbuild/protobuf';
import { streams } from '../terminal/streams.ts';
import { cellText, naturalWidth, renderTable } from '../terminal/table.ts';
import { defaultColumns, idField, valueAt, withoutOne } from './columns.ts';

/** An answer's list and what its elements are; undefined for an answer that is one thing. */
export function listOf(desc: DescMessage): { name: string; item: DescMessage } | undefined {
  const lists = desc.fields.filter(field => field.fieldKind === 'list' && field.listKind === 'message');
  const list = lists.find(({ name }) => name === 'results') ?? (lists.length === 1 ? lists[0] : undefined);
  return list?.message && { name: list.name, item: list.message };
}

/** An answer of any method as a table: a row for each element of its list, else a line for each field. */
export function showAnswer(answer: JsonValue, desc: DescMessage, columns?: readonly string[]): string {
  const list = listOf(desc);
  if (!list) return fieldsTable(answer);
  const rows = ((answer as JsonObject)[list.name] ?? []) as JsonObject[];
  return rowsTable(rows, list.item, columns ?? askedFor(rows, list.item));
}

/** The fields of rows that lack their id: the request has named those that it wants (`only`). */
function askedFor(rows: readonly JsonObject[], item: DescMessage): string[] | undefined {
  const id = idField(item)?.name;
  if (!id || rows.length === 0 || rows.some(row => Object.hasOwn(row, id))) return undefined;
  return [...new Set(rows.flatMap(row => Object.keys(row)))];
}

/** A row for each resource. Unless columns are named, a narrow terminal gets fewer of them. */
export function rowsTable(
  rows: readonly JsonValue[],
  item: DescMessage,
  named?: readonly string[],
  width: number | undefined = streams.out.columns,
): string {
  let columns = named ?? defaultColumns(item);
  const headers = () => columns.map(column => column.toUpperCase());
  const cells = () => rows.map(row => columns.map(column => valueAt(row, column)));
  while (!named && width !== undefined && naturalWidth(headers(), cells()) > width) {
    const fewer = withoutOne(columns);
    if (!fewer) break;
    columns = fewer;
  }
  return renderTable(headers(), cells(), { width });
}

/** A line for each field, those of nested objects by dotted name. */
export function fieldsTable(value: JsonValue): string {
  const lines = [...fieldLines(value, '')];
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${name.padEnd(width)}  ${text}\n`).join('');
}

function* fieldLines(value: JsonValue, path: string): Generator<[string, string]> {
  const nested = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!nested || (path && Object.keys(value).length === 0)) yield [path || 'value', cellText(value)];
  else
    for (const [name, below] of Object.entries(value))
      yield* fieldLines(below, path ? `${path}.${name}` : name);
}
