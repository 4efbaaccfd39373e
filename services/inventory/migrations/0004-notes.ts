import type { Migration } from '@hawser/core';

/**
 * Notes of users on changes. Who may see one follows the cloud service, which can move to another project: the view reads
 * its workspace and project, so that they are never those of yesterday. Notes go when the cloud service is gone for good.
 */
export const notes: Migration = {
  name: '0004_notes',
  up: `
create table change_notes (
  note_id text primary key,
  record_id text not null,
  cloud_service_id text not null references cloud_services on delete cascade,
  note text not null,
  created_by text,
  domain_id text not null,
  created_at timestamptz not null default now()
);
create index change_note_by_domain on change_notes (domain_id, created_at);
create index change_note_by_record on change_notes (record_id);
create index change_note_by_service on change_notes (cloud_service_id);

create view notes as
  select n.*,
    (select s.workspace_id from cloud_services s where s.cloud_service_id = n.cloud_service_id) as workspace_id,
    (select s.project_id from cloud_services s where s.cloud_service_id = n.cloud_service_id) as project_id
  from change_notes n;
`,
};
