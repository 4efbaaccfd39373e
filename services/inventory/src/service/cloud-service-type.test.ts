import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CloudServiceType } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_type_pb.js';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { listQuery, resultsOf, statQuery } from '../../test/query.ts';

const { client } = await startPlatform();
const owner = client(CloudServiceType, 'owner');

describe('CloudServiceType', () => {
  const request = { name: 'Instance', provider: 'aws', group: 'EC2', isPrimary: true };

  it('creates, gets, updates, lists and deletes', async () => {
    const created = await owner.create({ ...request, metadata: { view: { table: 1 } } });
    const { cloudServiceTypeId } = created;
    assert.match(cloudServiceTypeId, /^cloud-svc-type-[0-9a-f]{12}$/);
    assert.equal(created.cloudServiceTypeKey, 'aws.EC2.Instance');
    assert.equal(created.resourceType, 'inventory.CloudService');
    assert.deepEqual([created.isPrimary, created.isMajor], [true, false]);
    const updated = await owner.update({ cloudServiceTypeId, serviceCode: 'AmazonEC2', tags: { a: 'b' } });
    assert.deepEqual(
      [updated.serviceCode, updated.tags, updated.metadata],
      ['AmazonEC2', { a: 'b' }, { view: { table: 1 } }],
    );
    assert.equal((await owner.get({ cloudServiceTypeId })).serviceCode, 'AmazonEC2');
    const listed = await owner.list({
      cloudServiceTypeKey: 'aws.EC2.Instance',
      query: listQuery({ minimal: true }),
    });
    assert.equal(listed.totalCount, 1);
    assert.deepEqual([listed.results[0]!.name, listed.results[0]!.metadata], ['Instance', undefined]);
    await owner.delete({ cloudServiceTypeId });
    await fails('NOT_FOUND', owner.get({ cloudServiceTypeId }));
    await fails('NOT_FOUND', owner.update({ cloudServiceTypeId, serviceCode: 'x' }));
    await fails('NOT_FOUND', owner.delete({ cloudServiceTypeId }));
  });

  it('refuses a second one of the same name, naming the field', async () => {
    await owner.create({ ...request, name: 'Volume' });
    await fails('NOT_UNIQUE', owner.create({ ...request, name: 'Volume' }), /\(name = Volume\)/);
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, name: '' }));
  });

  it('aggregates', async () => {
    await owner.create({ ...request, name: 'A', group: 'stat' });
    await owner.create({ ...request, name: 'B', group: 'stat' });
    const distinct = statQuery({ distinct: 'name', filter: [{ k: 'group', v: 'stat', o: 'eq' }] });
    assert.deepEqual(resultsOf(await owner.stat({ query: distinct })), ['A', 'B']);
    await fails('INVALID_PARAMETER', owner.stat({ query: statQuery({ distinct: 'nothing' }) }));
  });
});
