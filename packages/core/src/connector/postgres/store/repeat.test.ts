import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { CreateProjectRequestSchema } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { migrate } from '../migrate.ts';
import { call } from '../test/postgres.ts';
import { inWorkspace, openProjects } from '../test/projects.ts';

describe('A store creates once for a request that is repeated', async () => {
  const { postgres, store } = await openProjects();
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
