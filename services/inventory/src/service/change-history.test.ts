import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type JsonObject, toJson } from '@bufbuild/protobuf';
import { ListValueSchema } from '@bufbuild/protobuf/wkt';
import { ChangeHistory, type RecordInfo } from '@hawser/proto/spaceone/api/inventory/v1/change_history_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { listQuery, resultsOf, statQuery } from '../../test/query.ts';

const { client } = await startPlatform();
const services = client(CloudService, 'owner');
const history = client(ChangeHistory, 'owner');
const diffOf = ({ diff }: RecordInfo) => toJson(ListValueSchema, diff!) as JsonObject[];

describe('ChangeHistory', () => {
  it('has what a user created, changed and deleted', async () => {
    const request = { provider: 'p', cloudServiceGroup: 'g', cloudServiceType: 't' };
    const { cloudServiceId } = await services.create({
      ...request,
      name: 'one',
      data: { a: { b: 1 }, list: [2, 1] },
      tags: { x: 'y' },
    });
    await services.update({ cloudServiceId, name: 'two', data: { a: { b: 2, c: true }, list: [1, 2] } });
    await services.update({ cloudServiceId, name: 'two' });
    await services.delete({ cloudServiceId });
    const { results, totalCount } = await history.list({
      cloudServiceId,
      query: listQuery({ sort: [{ key: 'created_at' }] }),
    });
    assert.equal(totalCount, 3);
    assert.deepEqual(
      results.map(({ action, diffCount, updatedBy, userId, collectorId }) => [
        action,
        diffCount,
        updatedBy,
        userId,
        collectorId,
      ]),
      [
        [1, 4, 'USER', 'kim', ''],
        [2, 3, 'USER', 'kim', ''],
        [3, 0, 'USER', 'kim', ''],
      ],
    );
    assert.deepEqual(diffOf(results[0]!), [
      { key: 'name', before: null, after: 'one', type: 'ADDED' },
      { key: 'data.a.b', before: null, after: '1', type: 'ADDED' },
      { key: 'data.list', before: null, after: '[1,2]', type: 'ADDED' },
      { key: 'tags.p.x', before: null, after: 'y', type: 'ADDED' },
    ]);
    assert.deepEqual(diffOf(results[1]!), [
      { key: 'name', before: 'one', after: 'two', type: 'CHANGED' },
      { key: 'data.a.b', before: '1', after: '2', type: 'CHANGED' },
      { key: 'data.a.c', before: null, after: 'true', type: 'ADDED' },
    ]);
    assert.equal((await history.list({ cloudServiceId, action: 2 })).totalCount, 1);
    assert.equal(
      (await history.list({ cloudServiceId, query: listQuery({ keyword: 'two' }) })).totalCount,
      1,
    );
    const query = statQuery({
      aggregate: [
        { group: { keys: [{ k: 'action', n: 'action' }], fields: [{ o: 'count', n: 'n' }] } },
        { sort: [{ key: 'action' }] },
      ],
    });
    assert.deepEqual(resultsOf(await history.stat({ cloudServiceId, query })), [
      { action: 'CREATE', n: 1 },
      { action: 'DELETE', n: 1 },
      { action: 'UPDATE', n: 1 },
    ]);
  });

  it('is only of a cloud service that the caller may see', async () => {
    await fails('NOT_FOUND', history.list({ cloudServiceId: 'cloud-svc-none' }));
    await fails(
      'NOT_FOUND',
      history.stat({ cloudServiceId: 'cloud-svc-none', query: statQuery({ distinct: 'action' }) }),
    );
    await fails('REQUIRED_PARAMETER', history.list({}));
  });
});
