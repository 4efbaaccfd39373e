import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { resultsOf, statQuery } from '../../test/query.ts';

const { client } = await startPlatform();
const owner = client(Region, 'owner');

describe('Region', () => {
  const request = {
    name: 'Seoul',
    regionCode: 'ap-northeast-2',
    provider: 'aws',
    tags: { continent: 'asia' },
  };

  it('creates, gets, updates, lists and deletes', async () => {
    const { createdAt, updatedAt, regionId, ...created } = await owner.create(request);
    assert.match(regionId, /^region-[0-9a-f]{12}$/);
    assert.match(createdAt, /^\d{4}-\d{2}-\d{2}T.*Z$/);
    assert.equal(updatedAt, createdAt);
    assert.deepEqual(created, {
      $typeName: 'spaceone.api.inventory.v1.RegionInfo',
      ...request,
      regionKey: 'aws.ap-northeast-2',
      domainId: 'domain-1',
      workspaceId: 'workspace-1',
    });
    const updated = await owner.update({ regionId, name: 'Seoul, Korea' });
    assert.equal(updated.name, 'Seoul, Korea');
    assert.deepEqual(updated.tags, request.tags);
    assert.notEqual(updated.updatedAt, createdAt);
    assert.equal((await owner.get({ regionId })).name, 'Seoul, Korea');
    const listed = await owner.list({ provider: 'aws', query: { keyword: 'korea' } });
    assert.deepEqual([listed.results.map(one => one.regionId), listed.totalCount], [[regionId], 1]);
    await owner.delete({ regionId });
    await fails('NOT_FOUND', owner.get({ regionId }));
    await fails('NOT_FOUND', owner.update({ regionId, name: 'x' }));
    await fails('NOT_FOUND', owner.delete({ regionId }));
  });

  it('refuses a second one of the same code in a workspace', async () => {
    const { regionId } = await owner.create({ ...request, regionCode: 'twice' });
    await fails('NOT_UNIQUE', owner.create({ ...request, regionCode: 'twice' }));
    const other = await client(Region, 'neighbour').create({ ...request, regionCode: 'twice' });
    assert.notEqual(other.regionId, regionId);
  });

  it('needs a name, a code, a provider and a workspace', async () => {
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, name: '' }));
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, regionCode: '' }));
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, provider: '' }));
    const system = client(Region, 'system', { x_domain_id: 'domain-1' });
    await fails('REQUIRED_PARAMETER', system.create(request));
  });

  it('aggregates', async () => {
    await owner.create({ ...request, provider: 'stat', regionCode: 'a' });
    await owner.create({ ...request, provider: 'stat', regionCode: 'b' });
    const query = statQuery({
      filter: [{ k: 'provider', v: 'stat', o: 'eq' }],
      aggregate: [
        { group: { keys: [{ k: 'provider', n: 'provider' }], fields: [{ o: 'count', n: 'regions' }] } },
      ],
    });
    assert.deepEqual(resultsOf(await owner.stat({ query })), [{ provider: 'stat', regions: 2 }]);
    await fails('REQUIRED_PARAMETER', owner.stat({}));
  });
});
