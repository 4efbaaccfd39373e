import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChangeHistory } from '@hawser/proto/spaceone/api/inventory/v1/change_history_pb.js';
import { CloudService } from '@hawser/proto/spaceone/api/inventory/v1/cloud_service_pb.js';
import { Note } from '@hawser/proto/spaceone/api/inventory/v1/note_pb.js';
import { fails } from '../../test/fails.ts';
import { type Caller, startPlatform } from '../../test/platform.ts';
import { listQuery, resultsOf, statQuery } from '../../test/query.ts';

const { client, postgres } = await startPlatform();
const services = client(CloudService, 'owner');
const notes = client(Note, 'owner');
const service = { provider: 'p', cloudServiceGroup: 'g', cloudServiceType: 't', data: { n: 1 } };

/** A cloud service with the record of its creation. */
async function changed(projectId = 'project-1') {
  const { cloudServiceId } = await services.create({ ...service, projectId });
  const { results } = await client(ChangeHistory, 'owner').list({ cloudServiceId });
  return { cloudServiceId, recordId: results[0]!.recordId };
}

describe('Note', () => {
  it('is made on a change by who sees it, rewritten, listed and deleted', async () => {
    const { cloudServiceId, recordId } = await changed();
    const created = await client(Note, 'member').create({ recordId, note: 'planned' });
    const { noteId } = created;
    assert.match(noteId, /^note-[0-9a-f]{12}$/);
    assert.deepEqual(
      [created.recordId, created.cloudServiceId, created.note, created.createdBy],
      [recordId, cloudServiceId, 'planned', 'lee'],
    );
    assert.deepEqual(
      [created.domainId, created.workspaceId, created.projectId],
      ['domain-1', 'workspace-1', 'project-1'],
    );
    assert.match(created.createdAt, /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(await notes.update({ noteId }), created);
    assert.deepEqual(await notes.update({ noteId, note: 'was planned' }), {
      ...created,
      note: 'was planned',
    });
    assert.equal((await notes.get({ noteId })).note, 'was planned');
    for (const search of [{ recordId }, { cloudServiceId }, { noteId, createdBy: 'lee' }])
      assert.deepEqual(
        (await notes.list(search)).results.map(one => one.noteId),
        [noteId],
      );
    assert.equal((await notes.list({ noteId, createdBy: 'kim' })).totalCount, 0);
    const found = listQuery({ keyword: 'was PLANNED', filter: [{ k: 'record_id', v: recordId, o: 'eq' }] });
    assert.equal((await notes.list({ query: found })).totalCount, 1);
    const query = statQuery({ distinct: 'note', filter: [{ k: 'note_id', v: noteId, o: 'eq' }] });
    assert.deepEqual(resultsOf(await notes.stat({ query })), ['was planned']);
    await notes.delete({ noteId });
    await fails('NOT_FOUND', notes.get({ noteId }));
    await fails('NOT_FOUND', notes.update({ noteId, note: 'x' }));
    await fails('NOT_FOUND', notes.delete({ noteId }));
  });

  it('lists the latest first', async () => {
    const { recordId } = await changed();
    for (const note of ['first', 'second']) await notes.create({ recordId, note });
    assert.deepEqual(
      (await notes.list({ recordId })).results.map(({ note }) => note),
      ['second', 'first'],
    );
  });

  it('is on a change that there is, and says something', async () => {
    const { recordId } = await changed();
    await fails('NOT_FOUND', notes.create({ recordId: 'record-none', note: 'x' }), /record_id = record-none/);
    await fails('REQUIRED_PARAMETER', notes.create({ note: 'x' }), /record_id/);
    await fails('REQUIRED_PARAMETER', notes.create({ recordId }), /note/);
    await fails('INVALID_PARAMETER', notes.create({ recordId, note: 'x'.repeat(65_537) }), /note/);
    await fails('REQUIRED_PARAMETER', notes.stat({}), /query/);
  });

  it('is written by workspaces, and read by administrators', async () => {
    const { recordId } = await changed();
    const { noteId } = await notes.create({ recordId, note: 'x' });
    const admin = client(Note, 'admin');
    assert.equal((await admin.get({ noteId })).note, 'x');
    await fails('PERMISSION_DENIED', admin.create({ recordId, note: 'y' }));
    await fails('PERMISSION_DENIED', admin.update({ noteId, note: 'y' }));
    await fails('PERMISSION_DENIED', admin.delete({ noteId }));
  });

  it('is on what the caller may see', async () => {
    const { recordId } = await changed('project-2');
    const { noteId } = await notes.create({ recordId, note: 'x' });
    for (const caller of ['member', 'neighbour', 'stranger'] as const satisfies Caller[]) {
      const others = client(Note, caller);
      await fails('NOT_FOUND', others.create({ recordId, note: 'y' }), /record_id/);
      await fails('NOT_FOUND', others.update({ noteId, note: 'y' }));
      await fails('NOT_FOUND', others.delete({ noteId }));
      await fails('NOT_FOUND', others.get({ noteId }));
      assert.equal((await others.list({ recordId })).totalCount, 0);
    }
    assert.equal((await notes.get({ noteId })).note, 'x');
  });

  it('follows its cloud service to another project, and goes with it', async () => {
    const { cloudServiceId, recordId } = await changed('project-1');
    const member = client(Note, 'member');
    const { noteId } = await member.create({ recordId, note: 'x' });
    await services.update({ cloudServiceId, projectId: 'project-2' });
    await fails('NOT_FOUND', member.get({ noteId }));
    assert.equal((await notes.get({ noteId })).projectId, 'project-2');
    const ofGroup = listQuery({ filter: [{ k: 'project_group_id', v: 'pg-2', o: 'eq' }] });
    assert.ok((await notes.list({ query: ofGroup })).results.some(one => one.noteId === noteId));
    await services.delete({ cloudServiceId });
    assert.equal((await notes.get({ noteId })).note, 'x');
    await postgres.execute('delete from cloud_services where cloud_service_id = $1', [cloudServiceId]);
    await fails('NOT_FOUND', notes.get({ noteId }));
  });
});
