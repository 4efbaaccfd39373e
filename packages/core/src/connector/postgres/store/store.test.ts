import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { create } from '@bufbuild/protobuf';
import {
  AnalyzeQuerySchema,
  QuerySchema,
  StatisticsQuerySchema,
} from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import {
  ProjectInfoSchema,
  ProjectSearchQuerySchema,
  ProjectType,
  UpdateProjectRequestSchema,
} from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { call } from '../test/postgres.ts';
import { admin, code, inWorkspace, openProjects } from '../test/projects.ts';
import { conditions, given } from './index.ts';

describe('a resource store', async () => {
  const { postgres, store } = await openProjects();

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

  it('names what is wrong in a query by its place there, whatever else has to hold', async () => {
    const wrong = create(QuerySchema, {
      filter: [{ keyAlias: { case: 'k', value: 'name' }, operatorAlias: { case: 'o', value: 'in' } }],
    });
    const further = [{ key: 'project_type', value: 'PUBLIC', operator: 'eq' }];
    await call(inWorkspace('w4'), () =>
      assert.rejects(store.list(wrong, further), /key = query\.filter\[0\]\.value/),
    );
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
});
