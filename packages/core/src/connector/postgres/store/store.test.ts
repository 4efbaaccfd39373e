import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { create } from '@bufbuild/protobuf';
import {
  AnalyzeQuerySchema,
  QuerySchema,
  StatisticsQuerySchema,
} from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import {
  CreateProjectRequestSchema,
  ProjectInfoSchema,
  ProjectSearchQuerySchema,
  ProjectType,
  UpdateProjectRequestSchema,
} from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import type { HawserError } from '../../../error/index.ts';
import { migrate } from '../migrate.ts';
import { call, openPostgres } from '../test/postgres.ts';
import { conditions, defineResource, given, ResourceStore } from './index.ts';

const projects = defineResource({
  message: ProjectInfoSchema,
  table: 'projects',
  id: 'project_id',
  prefix: 'project',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  shared: ['workspace_id'],
  columns: { secret_note: { type: 'text', private: true } },
  unique: { projects_name: 'name' },
  sort: [{ key: 'name' }],
  aliases: { user_id: 'users' },
});

const code = (expected: string, message?: RegExp) => (thrown: unknown) => {
  assert.equal((thrown as HawserError).code, expected, String(thrown));
  if (message) assert.match((thrown as Error).message, message);
  return true;
};

const admin = { identity: {}, scope: { domainId: 'd1' } };
const inWorkspace = (workspaceId: string, domainId = 'd1') => ({
  identity: { domainId, role: 'WORKSPACE_OWNER', workspaceId },
  scope: { domainId, workspaceId },
});
const system = { identity: { owner: 'SYSTEM' as const, role: 'SYSTEM', domainId: 'domain-root' } };

describe('a resource store', async () => {
  const postgres = await openPostgres();
  const store = new ResourceStore(postgres, projects);

  before(async () => {
    await postgres.query(`create table projects (
      project_id text primary key, name text not null, project_type text, tags jsonb, users text[] not null default '{}',
      created_by text, reference_id text, is_managed boolean not null default false, domain_id text not null,
      workspace_id text not null, project_group_id text, trusted_account_id text, secret_note text,
      created_at timestamptz(3) not null default now(), last_synced_at timestamptz(3))`);
    await postgres.query('create unique index projects_name on projects (domain_id, workspace_id, name)');
  });

  it('creates, reads, updates and deletes', async () => {
    await call(inWorkspace('w1'), async () => {
      const made = await store.create({
        name: 'one',
        projectType: ProjectType.PRIVATE,
        tags: { a: { b: 1 } },
      });
      assert.match(made.projectId, /^project-[0-9a-f]{12}$/);
      assert.deepEqual([made.domainId, made.workspaceId, made.tags], ['d1', 'w1', { a: { b: 1 } }]);
      assert.match(made.createdAt, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
      assert.equal(made.lastSyncedAt, '');
      assert.deepEqual(await store.get(made.projectId), made);

      const updated = await store.update(made.projectId, {
        projectType: 'PUBLIC',
        users: ['kim'],
        projectGroupId: 'pg',
      });
      assert.equal(updated.projectType, ProjectType.PUBLIC);
      assert.deepEqual([updated.name, updated.users, updated.tags], ['one', ['kim'], { a: { b: 1 } }]);
      const moved = await store.update(made.projectId, { projectGroupId: '' });
      assert.equal(moved.projectGroupId, '');
      assert.equal(
        (await store.find({ projectGroupId: null, users: ['kim', 'lee'] }))?.projectId,
        made.projectId,
      );

      await store.delete(made.projectId);
      const missing = new RegExp(
        `^Resource cannot be found or access is denied. \\(project_id = ${made.projectId}\\)$`,
      );
      await assert.rejects(store.get(made.projectId), code('NOT_FOUND', missing));
      await assert.rejects(store.update(made.projectId, { name: 'x' }), code('NOT_FOUND'));
      await assert.rejects(store.delete(made.projectId), code('NOT_FOUND'));
    });
  });

  it('names the field of a broken unique constraint', async () => {
    await call(inWorkspace('w2'), async () => {
      await store.create({ name: 'same' });
      const again = store.create({ name: 'same' });
      await assert.rejects(
        again,
        code('NOT_UNIQUE', /^Tried to save duplicate unique key. \(name = same\)$/),
      );
      const { projectId } = await store.create({ name: 'other' });
      await assert.rejects(store.update(projectId, { name: 'same' }), code('NOT_UNIQUE', /name = same/));
    });
  });

  it('answers for what PostgreSQL can hold nowhere as for any other wrong value', async () => {
    await call(inWorkspace('w2'), async () => {
      await assert.rejects(store.create({ name: 'a\0b' }), code('INVALID_PARAMETER'));
      await assert.rejects(store.create({ name: 'n', tags: { a: '\0' } }), code('INVALID_PARAMETER'));
      await assert.rejects(store.get('\0'), code('INVALID_PARAMETER'));
      await assert.rejects(store.delete('\0'), code('INVALID_PARAMETER'));
      const { projectId, name } = await store.create({ name: 'half \ud800 a pair' });
      assert.equal(name, 'half \ufffd a pair');
      await store.delete(projectId);
    });
  });

  it('tells a deletion and a mention that meet', async () => {
    await postgres.query('create table children (project_id text references projects)');
    await call(inWorkspace('w2'), async () => {
      const { projectId } = await store.create({ name: 'parent' });
      await postgres.query('insert into children values ($1)', [projectId]);
      await assert.rejects(
        store.delete(projectId),
        code('EXIST_RESOURCE', /^'children' resources is existed/),
      );
    });
  });

  it('keeps columns of its own out of messages', async () => {
    await call(inWorkspace('w3'), async () => {
      const { projectId } = await store.create({ name: 'noted', secret_note: 'hush' });
      assert.deepEqual(await store.columns(projectId, 'secret_note'), { secret_note: 'hush' });
      assert.ok(!JSON.stringify(await store.get(projectId)).includes('hush'));
    });
  });

  it('lists by query and by fields of the request', async () => {
    await call(inWorkspace('w4'), async () => {
      for (const name of ['a', 'b', 'c']) {
        await store.create({
          name,
          projectType: name === 'c' ? 'PUBLIC' : 'PRIVATE',
          users: [`user-${name}`],
        });
      }
      const request = create(ProjectSearchQuerySchema, {
        projectType: ProjectType.PRIVATE,
        workspaceId: 'w4',
      });
      const page = create(QuerySchema, { page: { start: 2, limit: 1 }, only: ['name', 'project_type'] });
      const listed = await store.list(page, conditions(ProjectSearchQuerySchema, request));
      assert.deepEqual([listed.totalCount, listed.results.length], [2, 1]);
      assert.deepEqual(
        listed.results[0],
        create(ProjectInfoSchema, { name: 'b', projectType: ProjectType.PRIVATE }),
      );
      const byUser = create(ProjectSearchQuerySchema, { userId: 'user-c' });
      const found = await store.list(undefined, conditions(ProjectSearchQuerySchema, byUser));
      assert.deepEqual(
        found.results.map(({ name }) => name),
        ['c'],
      );
    });
  });

  it('aggregates within the scope', async () => {
    await call(inWorkspace('w7'), async () => {
      for (const name of ['a', 'b']) await store.create({ name, projectType: 'PUBLIC' });
      const distinct = create(StatisticsQuerySchema, { distinct: 'name' });
      assert.deepEqual(await store.stat(distinct, [{ key: 'name', value: 'b', operator: 'not' }]), {
        results: ['a'],
      });
      const query = create(AnalyzeQuerySchema, { fields: { n: { operator: 'count' } } });
      assert.deepEqual(await store.analyze(query), { results: [{ n: 2 }] });
    });
  });

  it('reads what a request gave', () => {
    const request = create(UpdateProjectRequestSchema, { projectId: 'p', tags: {} });
    assert.deepEqual(given(UpdateProjectRequestSchema, request, 'projectId'), { tags: {} });
    const search = create(ProjectSearchQuerySchema, { projectType: ProjectType.PUBLIC });
    assert.deepEqual(given(ProjectSearchQuerySchema, search), { projectType: 'PUBLIC' });
  });

  it('undoes a create when the method fails, be the database transaction committed or not', async () => {
    const ids: string[] = [];
    await call(inWorkspace('w5'), async transaction => {
      ids.push((await store.create({ name: 'alone' })).projectId);
      await postgres.transaction(async () => {
        ids.push((await store.create({ name: 'within' })).projectId);
        assert.equal(transaction.hasRollbacks, true);
      });
      assert.deepEqual(await transaction.rollback(), []);
    });
    assert.equal(await call(admin, () => store.count({ projectId: ids })), 0);
  });

  describe('creates once for a request that is repeated', () => {
    before(() => migrate(postgres, 'test', []));
    const request = (name: string) => create(CreateProjectRequestSchema, { name, tags: { a: 1 } });
    const send = (name: string, token: string, path?: string) =>
      call({ ...inWorkspace('w8'), token, path }, () =>
        store.createOnce(CreateProjectRequestSchema, request(name), () =>
          store.create({ name: `${name}-${n++}` }),
        ),
      );
    let n = 0;

    it('one after the other and at once', async () => {
      const first = await send('again', 't1');
      assert.deepEqual(await send('again', 't1'), first);
      const atOnce = await Promise.all([send('once', 't1'), send('once', 't1'), send('once', 't1')]);
      assert.equal(new Set(atOnce.map(({ projectId }) => projectId)).size, 1);
    });

    it('but not for another request, token or method', async () => {
      const all = [
        await send('a', 't1'),
        await send('b', 't1'),
        await send('a', 't2'),
        await send('a', 't1', '/o/o'),
      ];
      assert.equal(new Set(all.map(({ projectId }) => projectId)).size, 4);
    });

    it('nor after a minute, nor when what was made is gone', async () => {
      const first = await send('late', 't1');
      await postgres.query(`update hawser_creates set at = at - interval '61 s'`);
      const second = await send('late', 't1');
      assert.notEqual(second.projectId, first.projectId);
      await call(inWorkspace('w8'), () => store.delete(second.projectId));
      assert.notEqual((await send('late', 't1')).projectId, second.projectId);
    });

    it('nor when the first one failed, be it after its commit', async () => {
      let made: string | undefined;
      await call({ ...inWorkspace('w8'), token: 't3' }, async transaction => {
        const work = () => store.create({ name: 'undone' });
        made = (await store.createOnce(CreateProjectRequestSchema, request('u'), work)).projectId;
        await transaction.rollback();
      });
      assert.notEqual((await send('u', 't3')).projectId, made);
    });
  });

  it('leaves nothing of a database transaction that failed, and undoes nothing then', async () => {
    await call(inWorkspace('w6'), async transaction => {
      const failing = postgres.transaction(async () => {
        await store.create({ name: 'gone' });
        throw new Error('no');
      });
      await assert.rejects(failing, /no/);
      assert.equal(transaction.hasRollbacks, false);
      assert.equal(await store.exists({ name: 'gone' }), false);
    });
  });

  describe('keeps tenants apart:', () => {
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
});
