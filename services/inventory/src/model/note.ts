import { defineResource } from '@hawser/core/connector/postgres';
import { NoteInfoSchema } from '@hawser/proto/spaceone/api/inventory/v1/note_pb.js';

/** A remark on a change of a cloud service, in whose workspace and project it is; a view that can be written. */
export const notes = defineResource({
  message: NoteInfoSchema,
  table: 'notes',
  id: 'note_id',
  prefix: 'note',
  tenancy: ['domain_id', 'workspace_id', 'project_id'],
  required: ['record_id', 'cloud_service_id', 'note', 'workspace_id', 'created_at'],
  keyword: ['note'],
  sort: [{ key: 'created_at', desc: true }],
  minimal: ['note_id', 'note', 'created_by', 'record_id', 'cloud_service_id'],
  aliases: { user_projects: 'project_id' },
  maxRows: 1000,
});
