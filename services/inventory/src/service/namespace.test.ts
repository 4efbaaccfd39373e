import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Namespace } from '@hawser/proto/spaceone/api/inventory/v1/namespace_pb.js';
import { fails } from '../../test/fails.ts';
import { startPlatform } from '../../test/platform.ts';
import { resultsOf, statQuery } from '../../test/query.ts';

const { client } = await startPlatform();
const owner = client(Namespace, 'owner');
const admin = client(Namespace, 'admin');
const request = {
  name: 'Servers',
  category: 'ASSET',
  resourceType: 'inventory.CloudService',
  resourceGroup: 2,
  workspaceId: 'workspace-1',
};

describe('Namespace', () => {
  it('is created, changed, listed and deleted', async () => {
    const created = await owner.create(request);
    const { namespaceId } = created;
    assert.match(namespaceId, /^ns-[0-9a-f]{12}$/);
    assert.deepEqual([created.group, created.isManaged, created.workspaceId], ['etc', false, 'workspace-1']);
    const updated = await owner.update({ namespaceId, name: 'Hosts', tags: { a: 'b' }, icon: 'x.svg' });
    assert.deepEqual(
      [updated.name, updated.tags, updated.icon, updated.category],
      ['Hosts', { a: 'b' }, 'x.svg', 'ASSET'],
    );
    assert.deepEqual(await owner.get({ namespaceId }), updated);
    assert.equal((await owner.list({ namespaceId, isManaged: 'false' })).totalCount, 1);
    assert.equal((await owner.list({ namespaceId, isManaged: 'true' })).totalCount, 0);
    await fails('INVALID_PARAMETER_TYPE', owner.list({ isManaged: 'maybe' }));
    const query = statQuery({ distinct: 'name', filter: [{ k: 'namespace_id', v: namespaceId, o: 'eq' }] });
    assert.deepEqual(resultsOf(await owner.stat({ query })), ['Hosts']);
    await owner.delete({ namespaceId });
    await fails('NOT_FOUND', owner.get({ namespaceId }));
    await fails('NOT_FOUND', owner.update({ namespaceId, name: 'x' }));
    await fails('NOT_FOUND', owner.delete({ namespaceId }));
    await fails('REQUIRED_PARAMETER', owner.stat({}));
  });

  it('has an id that is unique in its domain', async () => {
    await owner.create({ ...request, namespaceId: 'ns-own' });
    await fails('NOT_UNIQUE', owner.create({ ...request, namespaceId: 'ns-own' }), /namespace_id = ns-own/);
    const other = { ...request, namespaceId: 'ns-own', workspaceId: 'workspace-x' };
    assert.equal((await client(Namespace, 'stranger').create(other)).domainId, 'domain-2');
    await fails('REQUIRED_PARAMETER', owner.create({ ...request, category: '' }));
    await fails('NOT_FOUND', admin.create({ ...request, workspaceId: 'workspace-none' }));
  });

  it('of the domain is shown to workspaces, but not theirs to change', async () => {
    const { namespaceId, workspaceId } = await admin.create({
      ...request,
      resourceGroup: 1,
      workspaceId: '',
    });
    assert.equal(workspaceId, '*');
    assert.equal((await owner.get({ namespaceId })).name, 'Servers');
    await fails('NOT_FOUND', owner.update({ namespaceId, name: 'x' }));
    await fails('NOT_FOUND', owner.delete({ namespaceId }));
    assert.equal((await admin.update({ namespaceId, name: 'All' })).name, 'All');
  });
});
