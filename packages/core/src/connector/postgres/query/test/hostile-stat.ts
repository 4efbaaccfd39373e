import fc from 'fast-check';
import type { Condition } from '../operators.ts';
import type { AnalyzeQuery, Expression, GroupField, GroupKey, Stage, StatQuery } from '../query.ts';
import type { Json } from '../value.ts';
import {
  few,
  filtered,
  hostile,
  key,
  mostly,
  name,
  page,
  part,
  sort,
  text,
  unwind,
  value,
} from './hostile.ts';

const accumulators = [
  'count',
  'sum',
  'average',
  'min',
  'max',
  'first',
  'last',
  'push',
  'add_to_set',
  'merge_objects',
];
const accumulator = mostly(fc.constantFrom(...accumulators), hostile);
const dateFormat = fc.oneof(fc.constantFrom('', '', 'year', '%Y-%m'), text);
const pushed = fc.array(fc.record({ key, name: part }), { minLength: 1, maxLength: 2 });
const computing = fc.constantFrom('add', 'subtract', 'multiply', 'divide');
const unary = fc.constantFrom('size', 'sum', 'array_to_object', 'object_to_array');

const groupKey = (names: string): fc.Arbitrary<GroupKey> =>
  fc.record({
    key,
    name: fc.constant(names),
    dateFormat,
    at: fc.constant('query'),
    nameAt: fc.constant('query'),
  });
const groupField = (of: string): fc.Arbitrary<GroupField> =>
  fc.record({
    key: fc.oneof({ weight: 4, arbitrary: key }, { weight: 1, arbitrary: fc.constant('') }),
    name: fc.constant(of),
    operator: accumulator,
    fields: pushed,
    conditions: fc.constant<Condition[]>([]),
    at: fc.constant('query'),
  });

/** Stages whose later ones refer to the hostile names that the earlier ones give. */
const stages: fc.Arbitrary<Stage[]> = fc
  .uniqueArray(name, { minLength: 4, maxLength: 4 })
  .chain(([a, b, c, d]) => {
    const at = 'query';
    const own = mostly(fc.constantFrom(a!, b!, `${a}.x`), key);
    const expression = fc.oneof<fc.Arbitrary<Expression>[]>(
      own,
      fc.record({ operator: unary, operands: fc.tuple(own) }),
      fc.record({ operator: computing, operands: fc.tuple(own, fc.oneof(own, fc.double())) }),
    );
    return fc.tuple(
      fc.option(
        unwind.map((each): Stage => ({ kind: 'unwind', at, unwind: each })),
        { freq: 2 },
      ),
      fc.option(
        sort.map((each): Stage => ({ kind: 'sort', at, keys: [each] })),
        { freq: 2 },
      ),
      fc
        .tuple(groupKey(a!), groupField(b!))
        .map(([one, field]): Stage => ({ kind: 'group', at, keys: [one], fields: [field] })),
      fc.option(
        own.map((each): Stage => ({ kind: 'sort', at, keys: [{ key: each, desc: true }] })),
        { freq: 2 },
      ),
      fc.option(
        fc
          .tuple(fc.constantFrom('limit' as const, 'skip' as const), fc.nat(3))
          .map(([kind, count]): Stage => ({ kind, at, count })),
        { freq: 2 },
      ),
      fc.option(
        fc.tuple(expression, expression, fc.boolean()).map(([one, other, excludeKeys]): Stage => {
          const fields = [
            { name: c!, expression: one, at },
            { name: d!, expression: other, at },
          ];
          return { kind: 'project', at, fields, excludeKeys };
        }),
        { freq: 2 },
      ),
      fc.option(
        name.map((each): Stage => ({ kind: 'count', at, name: each })),
        { freq: 9 },
      ),
    );
  })
  .map(each => each.filter(stage => stage !== null));

/** Statistics queries. */
export const stat: fc.Arbitrary<StatQuery> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...filtered, aggregate: stages, page, distinct: fc.constant('') }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...filtered, aggregate: fc.constant<Stage[]>([]), page, distinct: key }),
  },
);

type Named = { [name: string]: Json };

/** Analyses whose parts refer to each other's hostile names. */
export const analyze: fc.Arbitrary<AnalyzeQuery> = fc
  .uniqueArray(name, { minLength: 4, maxLength: 4 })
  .chain(([a, b, c, d]) => {
    const field: fc.Arbitrary<Json> = fc.record({
      key,
      operator: accumulator,
      fields: fc.dictionary(part, key, { maxKeys: 2 }),
    });
    const operand = fc.oneof(fc.constant(b!), fc.double({ noNaN: true }));
    const selected = fc.record({ operator: computing, fields: fc.tuple(operand, operand) });
    return fc.record({
      ...filtered,
      groupBy: fc.tuple(
        fc.oneof(key, fc.record({ key, name: fc.constant(a!) })),
        fc.record({ key, name: fc.constant(c!) }),
      ),
      fieldGroup: fc.oneof(fc.constant<string[]>([]), fc.constant<string[]>([c!]), few(hostile)),
      fields: mostly(
        field.map((each): Named => ({ [b!]: each })),
        fc.dictionary(name, value, { maxKeys: 2 }),
      ),
      select: fc.oneof(
        { weight: 3, arbitrary: fc.constant<Named>({}) },
        { weight: 1, arbitrary: selected.map((each): Named => ({ [b!]: b!, [c!]: c!, [d!]: each })) },
      ),
      sort: few(fc.record({ key: mostly(fc.constantFrom(b!, c!), key), desc: fc.boolean() })),
      page,
      unwind: fc.option(unwind, { nil: undefined, freq: 4 }),
    });
  });
