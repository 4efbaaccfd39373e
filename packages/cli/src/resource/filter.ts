import type { DescMessage, JsonValue } from '@bufbuild/protobuf';
import { usageError } from '../error.ts';
import { fieldAt, jsonOf } from '../remote/json.ts';

/** A condition of `core.v2.Query`, in its short form. */
export interface Filter {
  k: string;
  v: JsonValue;
  o: string;
}

/** The operators of the command line, longest first, and their names in a query: for one value and for several. */
const operators: readonly [sign: string, single: string, several?: string][] = [
  ['!=', 'not', 'not_in'],
  ['!~', 'not_contain', 'not_contain_in'],
  ['>=', 'gte'],
  ['<=', 'lte'],
  ['=', 'eq', 'in'],
  ['~', 'contain', 'contain_in'],
  ['>', 'gt'],
  ['<', 'lt'],
];

/** A date or a time, as `created_at>2026-01-31` has it. */
const moment = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads conditions such as `provider=aws`, `data.size>5`, `name~web`, `state=A,B` (any of both), `account?` (has a
 * value) and `!account?`. Values get the type that the field has in `desc`, the message that is listed.
 *
 * @throws CliError that names the condition
 */
export function parseFilters(conditions: readonly string[], desc: DescMessage): Filter[] {
  return conditions.map(condition => parseFilter(condition, desc));
}

function parseFilter(condition: string, desc: DescMessage): Filter {
  const exists = /^(!?)([\w.-]+)\?$/.exec(condition);
  if (exists) return { k: exists[2]!, v: exists[1] === '', o: 'exists' };
  const found = /^([\w.-]+?)\s*(!=|!~|>=|<=|=|~|>|<)\s*(.*)$/s.exec(condition);
  if (!found) throw usageError(`"${condition}" is no condition`, 'such as name=value, name>5 or name~text');
  const [, key = '', sign, text = ''] = found;
  const [, single, several] = operators.find(([known]) => known === sign)!;
  const at = fieldAt(desc, key);
  const value = (part: string) => unquoted(part) ?? jsonOf(part, at?.field);
  const parts = several ? splitAtCommas(text) : [text];
  if (parts.length > 1) return { k: key, v: parts.map(value), o: several! };
  if (!several && moment.test(text)) return { k: key, v: text, o: `datetime_${single}` };
  if (single === 'contain' || single === 'not_contain')
    return { k: key, v: unquoted(text) ?? text, o: single };
  return { k: key, v: value(text), o: single };
}

/** The text between double quotes, for what would be read as something else without them. */
function unquoted(text: string): string | undefined {
  return /^"(.*)"$/s.exec(text)?.[1];
}

/** Splits at the commas that aren't within double quotes or JSON. */
function splitAtCommas(text: string): string[] {
  if (/^[[{]/.test(text)) return [text];
  return text.match(/"[^"]*"|[^,]+/g) ?? [text];
}

/** Reads `--sort` options: `name`, or `-name` for downwards. */
export function parseSort(names: readonly string[]): { key: string; desc: boolean }[] {
  return names
    .flatMap(text => text.split(','))
    .map(name => ({ key: name.replace(/^-/, ''), desc: name.startsWith('-') }));
}
