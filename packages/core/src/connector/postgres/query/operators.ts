import { queryErrors } from './errors.ts';
import { limits } from './limits.ts';
import {
  cleanJson,
  cleanText,
  isObject,
  isScalar,
  type Json,
  parseTime,
  parseTimediff,
  type Scalar,
} from './value.ts';

/** One condition of a query, whatever message or text it came in. */
export interface Condition {
  key: string;
  value: Json;
  operator: string;
}

export type Comparison = '<' | '<=' | '>' | '>=';

/** What a condition asks of the value at its key. `time` has its moment as ISO 8601 text. */
export type Test =
  | { kind: 'equal'; values: Json[] }
  | { kind: 'compare'; comparison: Comparison; value: Scalar }
  | { kind: 'time'; comparison: Comparison; value: string }
  | { kind: 'contain' | 'regex'; values: string[] }
  | { kind: 'exists' }
  | { kind: 'match'; value: { [key: string]: Json } };

/** A test and whether it is to fail. A key whose value is missing fails every test but that for null. */
export type Asked = Test & { negated: boolean };

type Reader = (value: Json, at: string) => Asked;

const single = (value: Json, at: string): Json => {
  if (Array.isArray(value)) throw queryErrors.wrongType(at, 'a single value');
  return cleanJson(value, at);
};

const several = (value: Json, at: string, max: number): Json[] => {
  if (!Array.isArray(value)) throw queryErrors.wrongType(at, 'list');
  if (value.length > max) throw queryErrors.tooMany(at, max);
  return value;
};

const scalar = (value: Json, at: string): Scalar => {
  if (!isScalar(value)) throw queryErrors.wrongType(at, 'text, number, boolean or null');
  return cleanJson(value, at) as Scalar;
};

const text = (value: Json, at: string, max: number): string => {
  if (typeof value !== 'string') throw queryErrors.wrongType(at, 'text');
  if (value.length > max) throw queryErrors.invalid(at, `at most ${max} characters are allowed`);
  return cleanText(value, at);
};

const equal =
  (negated: boolean): Reader =>
  (value, at) => ({ kind: 'equal', values: [single(value, at)], negated });

const oneOf =
  (negated: boolean): Reader =>
  (value, at) => {
    const values = several(value, at, limits.list);
    return { kind: 'equal', values: values.map((element, i) => scalar(element, `${at}[${i}]`)), negated };
  };

const matching =
  (kind: 'contain' | 'regex', list: boolean, negated: boolean): Reader =>
  (value, at) => {
    const max = limits[kind];
    if (!list) return { kind, values: [text(value, at, max)], negated };
    const values = several(value, at, limits.patterns);
    return { kind, values: values.map((element, i) => text(element, `${at}[${i}]`, max)), negated };
  };

/** MongoDB's order has null equal to null and to nothing, and beside nothing else. */
const compare =
  (comparison: Comparison): Reader =>
  (value, at) => {
    const operand = scalar(value, at);
    if (operand !== null) return { kind: 'compare', comparison, value: operand, negated: false };
    return { kind: 'equal', values: comparison.endsWith('=') ? [null] : [], negated: false };
  };

const moment =
  (comparison: Comparison, parse: (text: string) => Date | undefined, format: string): Reader =>
  (value, at) => {
    const time = typeof value === 'string' ? parse(value) : undefined;
    if (!time) throw queryErrors.badTime(at, format);
    return { kind: 'time', comparison, value: time.toISOString(), negated: false };
  };

const datetime = (comparison: Comparison) => moment(comparison, parseTime, 'ISO 8601 text');
const timediff = (comparison: Comparison) => moment(comparison, parseTimediff, "a time like 'now/d - 3d'");

const exists: Reader = (value, at) => {
  if (typeof value !== 'boolean') throw queryErrors.wrongType(at, 'bool');
  return { kind: 'exists', negated: !value };
};

const match: Reader = (value, at) => {
  if (!isObject(value)) throw queryErrors.wrongType(at, 'dict');
  for (const element of Object.values(value)) scalar(element, at);
  return { kind: 'match', value: cleanJson(value, at) as { [key: string]: Json }, negated: false };
};

/** Readers of the operators' values by operator. */
const operators: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['eq', equal(false)],
  ['not', equal(true)],
  ['in', oneOf(false)],
  ['not_in', oneOf(true)],
  ['contain', matching('contain', false, false)],
  ['not_contain', matching('contain', false, true)],
  ['contain_in', matching('contain', true, false)],
  ['not_contain_in', matching('contain', true, true)],
  ['regex', matching('regex', false, false)],
  ['regex_in', matching('regex', true, false)],
  ['lt', compare('<')],
  ['lte', compare('<=')],
  ['gt', compare('>')],
  ['gte', compare('>=')],
  ['exists', exists],
  ['match', match],
  ['datetime_lt', datetime('<')],
  ['datetime_lte', datetime('<=')],
  ['datetime_gt', datetime('>')],
  ['datetime_gte', datetime('>=')],
  ['timediff_lt', timediff('<')],
  ['timediff_lte', timediff('<=')],
  ['timediff_gt', timediff('>')],
  ['timediff_gte', timediff('>=')],
]);

/**
 * What a condition asks.
 *
 * @param at path of the condition in the query
 * @throws DB_QUERY for an unknown operator, a missing part, or a time that can't be read (as SpaceONE);
 *   INVALID_PARAMETER or INVALID_PARAMETER_TYPE for a value that the operator can't take
 */
export function readCondition(condition: Condition, at: string): Asked {
  const { key, operator, value } = condition;
  if (key === '' || operator === '') throw queryErrors.incomplete(at);
  const read = operators.get(operator);
  if (!read) throw queryErrors.unknownOperator(`${at}.operator`, operator, operators.keys());
  return read(value, `${at}.value`);
}
