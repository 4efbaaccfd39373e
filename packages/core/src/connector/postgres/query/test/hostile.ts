import fc from 'fast-check';
import type { Condition } from '../operators.ts';
import type { ListQuery } from '../query.ts';
import type { Json } from '../value.ts';
import { serverModel } from './fixture.ts';

/** Texts that break out of a quotation, a pattern, a path or an object, if anything can. */
export const hostile = fc.oneof(
  fc.constantFrom(
    "'; drop table server; --",
    '"; drop table server; --',
    "' or '1'='1",
    '") or true --',
    '") || (true',
    '$1',
    '*',
    '%',
    '{a,b}',
    '" ? (@ == 1)',
    '\\',
    "\\'",
    '\\u0000',
    '/*',
    '?',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '\0',
    '\ud800',
    '\u2028',
    'null',
    '-1',
    '99999999999',
    '(((((',
    '[',
    'a{1,99999}',
    '\\1',
    '',
    'x'.repeat(1_100),
    `${'a.'.repeat(25)}a`,
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.string({ maxLength: 8, unit: fc.constantFrom(...'\'"\\$.;()[]{}?@*%_- \0:|&') }),
);

/** Hostile, but nothing that is refused at once. */
export const text = hostile.map(each => each.replaceAll('\0', '0').slice(0, 1_000));
export const part = text.map(each =>
  each
    .replaceAll('.', ':')
    .slice(0, 40)
    .replace(/^(__proto__)?$/, 'a'),
);
export const name = part.map(each => each.toWellFormed().replace(/^\$/, 'S'));

/** Mostly what is accepted, so that it gets as far as the database, and sometimes anything. */
export const mostly = <T>(accepted: fc.Arbitrary<T>, anything: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 40, arbitrary: accepted }, { weight: 1, arbitrary: anything });

const path = fc
  .tuple(fc.constantFrom('data', 'data.disks', 'data.disks.0', 'hardware'), part)
  .map(parts => parts.join('.'));
const known = fc.constantFrom('name', 'server_id', 'workspace_id', 'domain_id', 'data.os', 'data.disks.size');
const textKey = mostly(fc.oneof(path, known), hostile);
export const key = fc.oneof(
  { weight: 3, arbitrary: textKey },
  { weight: 1, arbitrary: fc.constantFrom(...serverModel.visible.map(column => column.name)) },
);

export const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 2 },
    hostile,
    fc.constantFrom<Json>(
      null,
      true,
      0,
      -1.5,
      1e308,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      'now - 1d',
      '2026-01-01',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(hostile, tie('value'), { maxKeys: 2 }),
  ),
})).value;
const object = fc.dictionary(part, fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true })), {
  minKeys: 1,
  maxKeys: 2,
});

const accepted = (
  keys: fc.Arbitrary<string>,
  operators: string[],
  values: fc.Arbitrary<Json>,
): fc.Arbitrary<Condition> =>
  fc.record({ key: keys, operator: fc.constantFrom(...operators), value: values });
const condition = mostly(
  fc.oneof(
    accepted(textKey, ['eq', 'not', 'contain', 'not_contain', 'regex', 'lt', 'gte'], text),
    accepted(
      textKey,
      ['in', 'not_in', 'contain_in', 'not_contain_in', 'regex_in'],
      fc.array(text, { maxLength: 3 }),
    ),
    accepted(path, ['eq', 'not'], object),
    accepted(path, ['match'], object),
    accepted(path, ['exists'], fc.boolean()),
    accepted(textKey, ['datetime_lt', 'timediff_gt'], fc.constant('now')),
  ),
  fc.record({
    key,
    operator: fc.oneof(hostile, fc.constantFrom('eq', 'in', 'match', 'exists', 'regex')),
    value,
  }),
);

export const few = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 2 });
export const sort = fc.record({ key, desc: fc.boolean() });
export const page = fc.option(fc.record({ start: fc.nat(2), limit: fc.nat(3) }), { nil: undefined });
export const unwind = fc.record({
  path: mostly(fc.constantFrom('data.disks', 'labels', 'data.nested'), key),
  filter: few(condition),
});
export const filtered = {
  // Few, so that rows are left for the stages after them.
  filter: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Condition[]>([]) },
    { weight: 1, arbitrary: few(condition) },
  ),
  filterOr: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Condition[]>([]) },
    { weight: 1, arbitrary: few(condition) },
  ),
  keyword: fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: text }),
};

/** List queries. */
export const list: fc.Arbitrary<ListQuery> = fc.record({
  ...filtered,
  sort: few(sort),
  page,
  minimal: fc.boolean(),
  countOnly: fc.boolean(),
  only: few(key),
  unwind: fc.option(unwind, { nil: undefined, freq: 4 }),
});

/** What a time series may begin and end with. */
export const day = mostly(fc.constantFrom('2026', '2026-01', '2026-01-31'), hostile);
