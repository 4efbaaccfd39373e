import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { CreateProjectRequestSchema } from '@hawser/proto/spaceone/api/identity/v2/project_pb.js';
import { errors } from '../../../error/index.ts';
import { migrate } from '../migrate.ts';
import { call } from '../test/postgres.ts';
import { inWorkspace, openProjects } from '../test/projects.ts';

describe('A store creates once for a request that is repeated', async () => {
  const { postgres, store } = await openProjects();
  before(() => migrate(postgres, 'test', []));
  const request = (name: string) => create(CreateProjectRequestSchema, { name, tags: { a: 1 } });
  /** @param lost whether the caller goes away before the answer */
  const send = (name: string, token: string, { path = '/test.Test/run', lost = false } = {}) =>
    call({ ...inWorkspace('w8'), token, path }, async transaction => {
      const create = () => store.create({ name: `${name}-${n++}` });
      const made = await store.createOnce(CreateProjectRequestSchema, request(name), create);
      if (lost) transaction.abort(errors.cancelled());
      return made;
    });
  let n = 0;

  it('whose caller went away before the answer', async () => {
    const first = await send('lost', 't1', { lost: true });
    assert.deepEqual(await send('lost', 't1'), first);
  });

  it('whose commit was not confirmed', async () => {
    const work = () => store.create({ name: 'unsure' });
    const create = () => store.createOnce(CreateProjectRequestSchema, request('unsure'), work);
    const connection = await postgres.pool.connect();
    connection.release();
    const query = connection.query.bind(connection) as (...args: unknown[]) => Promise<unknown>;
    // The server commits, but the connection breaks before it can say so.
    connection.query = (async (...args: unknown[]) => {
      const result = await query(...args);
      if (args[0] === 'commit') throw new Error('Connection terminated unexpectedly');
      return result;
    }) as typeof connection.query;
    const caller = { ...inWorkspace('w8'), token: 't4' };
    await assert.rejects(call(caller, create), /Connection terminated/);
    connection.query = query as typeof connection.query;
    const [row] = (await call(caller, () => store.list(undefined))).results.filter(
      one => one.name === 'unsure',
    );
    assert.deepEqual(await call(caller, create), row);
  });

  it('and sent several times at once', async () => {
    const atOnce = await Promise.all([send('once', 't1'), send('once', 't1'), send('once', 't1')]);
    assert.equal(new Set(atOnce.map(({ projectId }) => projectId)).size, 1);
  });

  it('but not when the first one was answered: then a second one is meant', async () => {
    const first = await send('twice', 't1');
    assert.notEqual((await send('twice', 't1')).projectId, first.projectId);
  });

  it('but not for another request, token or method', async () => {
    const all = [
      await send('a', 't1', { lost: true }),
      await send('b', 't1'),
      await send('a', 't2'),
      await send('a', 't1', { path: '/o/o' }),
    ];
    assert.equal(new Set(all.map(({ projectId }) => projectId)).size, 4);
  });

  it('nor after a minute, nor when what was made is gone', async () => {
    const first = await send('late', 't1', { lost: true });
    await postgres.query(`update hawser_creates set at = at - interval '61 s'`);
    const second = await send('late', 't1', { lost: true });
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
