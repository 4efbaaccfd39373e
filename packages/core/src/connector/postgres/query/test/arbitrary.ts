import fc from 'fast-check';
import type { Condition } from '../operators.ts';
import type { ListQuery } from '../query.ts';
import type { Json } from '../value.ts';
import type { Document } from './oracle.ts';

/** Texts that differ in case, have what SQL, LIKE, regular expressions and JSON quote, and look like times. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...'aAbBéÉ"\'\\%_.*$日😀 1'), maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '2026-01-01',
      '2026-01-02T00:00:00.000Z',
      '2026-01-01T05:00:00+09:00',
      '2026-13-01',
    ),
  },
);
const number = fc.constantFrom(-2, -0.5, 0, 1, 2, 3.25, 1e6);
const scalar = fc.oneof(fc.constant(null), fc.boolean(), number, text);

const part = fc.constantFrom('a', 'b', 'é"', '0', '1');

/** JSON where few names lead to many shapes. */
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(part, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const object = fc.dictionary(part, json, { maxKeys: 4, noNullPrototype: true });

const time = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-01-02T00:00:00.000Z',
  '2026-02-01T10:20:30.400Z',
);

/** What a column of each type holds. */
const columns: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  name: text,
  cpu: fc.constantFrom(0, 1, 2, 3),
  price: number,
  is_on: fc.boolean(),
  created_at: time,
  data: fc.oneof({ weight: 5, arbitrary: object }, { weight: 1, arbitrary: json }),
  labels: fc.array(fc.constantFrom('a', 'A', 'b', "it's"), { maxLength: 3 }),
};

/** Documents with ids of their own. */
export const documents: fc.Arbitrary<Document[]> = fc
  .array(fc.record(columns, { requiredKeys: [] }), { minLength: 1, maxLength: 12 })
  .map(rows =>
    rows.map((row, i) => {
      const present = Object.entries(row as Document).filter(([, value]) => value !== null);
      return { ...Object.fromEntries(present), server_id: `s${String(i).padStart(2, '0')}` };
    }),
  );

const path = fc.array(part, { maxLength: 3 }).map(parts => ['data', ...parts].join('.'));

/** A key with a chance to be there. */
export const key = fc.oneof(
  { weight: 3, arbitrary: path },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(columns)) },
);

const pattern = fc.constantFrom('^a', 'b$', '.', 'A|é', '[ab]{2}', '\\.', 'x');
const isoTime = fc.constantFrom(
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '2025-12-31T20:00:00.000Z',
  '2026-01-02 00:00',
);
const listOf = (element: fc.Arbitrary<Json>) => fc.array(element, { maxLength: 4 });

/** Operators of a key whose values are `value`. */
function condition(
  name: fc.Arbitrary<string>,
  value: fc.Arbitrary<Json>,
  isText: boolean,
): fc.Arbitrary<Condition> {
  const of = (operators: string[], values: fc.Arbitrary<Json>) =>
    fc.record({ key: name, operator: fc.constantFrom(...operators), value: values });
  const orNull = fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
  const always = [
    of(['eq', 'not', 'lt', 'lte', 'gt', 'gte'], orNull),
    of(['in', 'not_in'], listOf(orNull)),
    of(['exists'], fc.boolean()),
  ];
  if (!isText) return fc.oneof(...always);
  return fc.oneof(
    ...always,
    of(['contain', 'not_contain'], text),
    of(['contain_in', 'not_contain_in'], listOf(text)),
    of(['regex'], pattern),
    of(['regex_in'], listOf(pattern)),
    of(['datetime_lt', 'datetime_lte', 'datetime_gt', 'datetime_gte'], isoTime),
  );
}

const sought = fc.record({
  key: path,
  operator: fc.constantFrom('eq', 'not'),
  value: fc.dictionary(part, scalar, { maxKeys: 2, noNullPrototype: true }),
});
const elementSought = fc.record({
  key: path,
  operator: fc.constant('match'),
  value: fc.dictionary(part, scalar, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
});

/** A condition of any kind that is right for its key. */
export const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 6, arbitrary: condition(path, scalar, true) },
  { weight: 1, arbitrary: sought },
  { weight: 1, arbitrary: elementSought },
  { weight: 1, arbitrary: condition(fc.constant('name'), text, true) },
  { weight: 1, arbitrary: condition(fc.constant('cpu'), number, false) },
  { weight: 1, arbitrary: condition(fc.constant('price'), number, false) },
  { weight: 1, arbitrary: condition(fc.constant('is_on'), fc.boolean(), false) },
  { weight: 1, arbitrary: condition(fc.constant('created_at'), time, false) },
  {
    weight: 1,
    arbitrary: condition(fc.constantFrom('labels', 'labels.0'), fc.constantFrom('a', 'A', "it's"), true),
  },
);

/** A list query. */
export const anyQuery: fc.Arbitrary<ListQuery> = fc.record({
  filter: fc.array(anyCondition, { maxLength: 2 }),
  filterOr: fc.array(anyCondition, { maxLength: 2 }),
  keyword: fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('a', 's01 É', '%') },
  ),
  sort: fc.array(fc.record({ key, desc: fc.boolean() }), { maxLength: 2 }),
  page: fc.option(fc.record({ start: fc.nat(6), limit: fc.nat(5) }), { nil: undefined }),
  only: fc.array(key, { maxLength: 3 }),
  minimal: fc.constant(false),
  countOnly: fc.constant(false),
});
