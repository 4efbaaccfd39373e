import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@bufbuild/protobuf';
import {
  CloudServiceInfoSchema,
  CloudServicesInfoSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { JobInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/job_pb.js';
import { JobTaskInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/job_task_pb.js';
import { SayingSchema } from '../../testdata/gen/desk/v1/desk_pb.js';
import { displayWidth } from '../terminal/table.ts';
import { defaultColumns, valueAt } from './columns.ts';
import { fieldsTable, rowsTable, showAnswer } from './show.ts';

const service = {
  cloud_service_id: 'cloud-svc-0123456789ab',
  name: 'lamp',
  provider: 'host',
  cloud_service_group: 'Compute',
  cloud_service_type: 'Process',
  region_code: 'here',
  state: 'ACTIVE',
  created_at: '2026-01-01T00:00:00.000Z',
};

describe('the columns of a resource', () => {
  it('are what a call has asked for, where it named fields', () => {
    const shown = (results: JsonObject[]) => showAnswer({ results }, CloudServicesInfoSchema).split('\n')[0];
    assert.equal(
      shown([
        { name: 'lamp', account: '7' },
        { name: 'bulb', tags: {} },
      ]),
      'NAME  ACCOUNT  TAGS',
    );
    assert.match(shown([service])!, /^CLOUD_SERVICE_ID .*CREATED_AT$/);
    assert.match(shown([])!, /^CLOUD_SERVICE_ID /);
  });

  it('are its id and what tells it from others', () => {
    assert.deepEqual(defaultColumns(CloudServiceInfoSchema), Object.keys(service));
    assert.deepEqual(defaultColumns(JobInfoSchema), [
      'job_id',
      'status',
      'total_tasks',
      'created_at',
      'finished_at',
    ]);
    assert.deepEqual(defaultColumns(JobTaskInfoSchema).slice(0, 4), [
      'job_task_id',
      'provider',
      'status',
      'created_count',
    ]);
  });

  it('are the first plain fields of what it knows nothing of', () => {
    assert.deepEqual(defaultColumns(SayingSchema), ['text', 'times', 'big', 'tone', 'at']);
  });

  it('get fewer in a narrow terminal, unless they were asked for', () => {
    const header = (width: number, columns?: string[]) =>
      rowsTable([service], CloudServiceInfoSchema, columns, width).split('\n')[0]!;
    assert.match(header(200), /PROVIDER.*GROUP.*REGION.*CREATED_AT/);
    for (const width of [60, 80, 100, 120]) {
      const line = header(width);
      assert.ok(displayWidth(line) <= width);
      assert.match(line, /^CLOUD_SERVICE_ID {8}NAME .*CLOUD_SERVICE_TYPE {2}STATE/);
    }
    assert.match(header(40, ['name', 'provider', 'created_at']), /^NAME {2}PROVIDER {2}CREATED_AT$/);
  });
});

describe('the value at a path', () => {
  const json: JsonObject = { a: { b: [{ c: 1 }, { c: 2 }, {}] }, n: null };
  const cases: [path: string, value: unknown][] = [
    ['a.b.0.c', 1],
    ['a.b.c', [1, 2]],
    ['a.b.d', undefined],
    ['a.x.y', undefined],
    ['n', null],
    ['n.m', undefined],
    ['constructor', undefined],
  ];
  for (const [path, value] of cases) it(path, () => assert.deepEqual(valueAt(json, path), value));
});

it('shows one thing as a line for each field', () => {
  const value = { id: 'x', data: { deep: { er: [1, 2] }, none: {} }, text: 'two\nlines' };
  assert.equal(
    fieldsTable(value),
    'id            x\ndata.deep.er  [1,2]\ndata.none     {}\ntext          two lines\n',
  );
});
