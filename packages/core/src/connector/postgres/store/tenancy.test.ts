import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { call } from '../test/postgres.ts';
import { admin, code, inWorkspace, openProjects, system } from '../test/projects.ts';

describe('A store keeps tenants apart:', async () => {
  const { store } = await openProjects();
  let own: string;
  let shared: string;

  before(async () => {
    own = (await call(inWorkspace('x1'), () => store.create({ name: 'own' }))).projectId;
    shared = (await call(admin, () => store.create({ name: 'shared', workspaceId: '*' }))).projectId;
  });

  const others = { 'another workspace': inWorkspace('x2'), 'another domain': inWorkspace('x1', 'd2') };
  for (const [who, other] of Object.entries(others)) {
    it(`${who} can do nothing with a row`, async () => {
      await call(other, async () => {
        await assert.rejects(store.get(own), code('NOT_FOUND'));
        await assert.rejects(store.update(own, { name: 'taken' }), code('NOT_FOUND'));
        await assert.rejects(store.delete(own), code('NOT_FOUND'));
        assert.equal(await store.columns(own, 'secret_note'), undefined);
        assert.equal(await store.count({ projectId: own }), 0);
        assert.equal(
          (await store.list(undefined, [{ key: 'project_id', value: own, operator: 'eq' }])).totalCount,
          0,
        );
        assert.deepEqual(await store.updateAll({ name: 'own' }, { tags: {} }), []);
        assert.equal(await store.deleteAll({ name: 'own' }), 0);
      });
    });
  }

  it('a row is never written into another tenant', async () => {
    await call(inWorkspace('x1'), async () => {
      await assert.rejects(store.create({ name: 'n', domainId: 'd2' }), code('PERMISSION_DENIED'));
      await assert.rejects(store.create({ name: 'n', workspaceId: 'x2' }), code('PERMISSION_DENIED'));
      await assert.rejects(store.create({ name: 'n', workspaceId: '*' }), code('PERMISSION_DENIED'));
      await assert.rejects(store.update(own, { workspaceId: 'x2' }), code('PERMISSION_DENIED'));
      await assert.rejects(store.update(own, { domainId: 'd2' }), code('PERMISSION_DENIED'));
    });
  });

  it('a shared row is read by every workspace of the domain and written by none', async () => {
    await call(inWorkspace('x2'), async () => {
      assert.equal((await store.get(shared)).name, 'shared');
      await assert.rejects(store.update(shared, { name: 'mine' }), code('NOT_FOUND'));
      await assert.rejects(store.delete(shared), code('NOT_FOUND'));
    });
    await call(inWorkspace('x1', 'd2'), async () => {
      await assert.rejects(store.get(shared), code('NOT_FOUND'));
    });
  });

  it('a member reaches just the projects of the token', async () => {
    const member = (allowed: string[]) => ({
      identity: { role: 'WORKSPACE_MEMBER', workspaceId: 'x1' },
      scope: { domainId: 'd1', workspaceId: 'x1', projects: allowed },
    });
    await call(member([own]), async () => {
      assert.equal((await store.get(own)).name, 'own');
    });
    await call(member([]), async () => {
      await assert.rejects(store.get(own), code('NOT_FOUND'));
      assert.equal((await store.list(undefined)).totalCount, 0);
    });
  });

  it('another scope widens within the domain only', async () => {
    await call(inWorkspace('x2'), async () => {
      assert.equal((await store.in({ domainId: 'd1' }).get(own)).name, 'own');
      await assert.rejects(store.in({ domainId: 'd2' }).get(own), code('PERMISSION_DENIED'));
      await assert.rejects(store.in({}).get(own), code('PERMISSION_DENIED'));
    });
  });

  it('without a known domain only the system gets in', async () => {
    await call({}, () => assert.rejects(store.get(own), code('PERMISSION_DENIED')));
    await assert.rejects(store.get(own), code('PERMISSION_DENIED'));
    await call(system, async () => assert.equal((await store.get(own)).name, 'own'));
    assert.equal((await store.in({ domainId: 'd1' }).get(own)).name, 'own');
  });
});
