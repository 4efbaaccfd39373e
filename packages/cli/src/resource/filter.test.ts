import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DrawerInfoSchema } from '../../testdata/gen/desk/v1/desk_pb.js';
import { CliError } from '../error.ts';
import { parseFilters, parseSort } from './filter.ts';

const read = (condition: string) => parseFilters([condition], DrawerInfoSchema)[0];

describe('conditions', () => {
  const cases: [condition: string, k: string, o: string, v: unknown][] = [
    ['name=lamp', 'name', 'eq', 'lamp'],
    ['name = lamp', 'name', 'eq', 'lamp'],
    ['name!=lamp', 'name', 'not', 'lamp'],
    ['name~la=mp', 'name', 'contain', 'la=mp'],
    ['name!~la', 'name', 'not_contain', 'la'],
    ['name~a,b', 'name', 'contain_in', ['a', 'b']],
    ['name!~a,b', 'name', 'not_contain_in', ['a', 'b']],
    ['name=a,b', 'name', 'in', ['a', 'b']],
    ['name!=a,b', 'name', 'not_in', ['a', 'b']],
    ['name="a,b"', 'name', 'eq', 'a,b'],
    ['name="a,b",c', 'name', 'in', ['a,b', 'c']],
    ['name=', 'name', 'eq', ''],
    ['name?', 'name', 'exists', true],
    ['!data.size?', 'data.size', 'exists', false],
    // The contract says that these are text and a number.
    ['account=0042', 'account', 'eq', '0042'],
    ['account~42', 'account', 'contain', '42'],
    ['state=OPEN', 'state', 'eq', 'OPEN'],
    ['size=42', 'size', 'eq', 42],
    ['size>=5', 'size', 'gte', 5],
    ['size<=5', 'size', 'lte', 5],
    ['size>-5', 'size', 'gt', -5],
    ['size<5', 'size', 'lt', 5],
    ['size=1,2', 'size', 'in', [1, 2]],
    // Of open data, the value itself has to tell.
    ['data.size>1.5', 'data.size', 'gt', 1.5],
    ['data.on=true', 'data.on', 'eq', true],
    ['data.on=null', 'data.on', 'eq', null],
    ['data.on="true"', 'data.on', 'eq', 'true'],
    ['data.name=truely', 'data.name', 'eq', 'truely'],
    ['data.version=1.2.3', 'data.version', 'eq', '1.2.3'],
    ['data.list=[1,2]', 'data.list', 'eq', [1, 2]],
    ['tags.some-key=x', 'tags.some-key', 'eq', 'x'],
    ['created_at>2026-01-31', 'created_at', 'datetime_gt', '2026-01-31'],
    ['created_at<=2026-01-31T10:00:00Z', 'created_at', 'datetime_lte', '2026-01-31T10:00:00Z'],
    ['created_at=2026-01-31', 'created_at', 'eq', '2026-01-31'],
  ];
  for (const [condition, k, o, v] of cases)
    it(condition, () => assert.deepEqual(read(condition), { k, o, v }));

  for (const wrong of ['name', '', '=x', '~', 'na me=x', '?'])
    it(`refuses "${wrong}"`, () => assert.throws(() => read(wrong), CliError));
});

it('reads sort keys with their directions', () => {
  assert.deepEqual(parseSort(['-created_at,name', 'size']), [
    { key: 'created_at', desc: true },
    { key: 'name', desc: false },
    { key: 'size', desc: false },
  ]);
});
