import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { NoteInfo } from '@hawser/proto/spaceone/api/inventory/v1/note_pb.js';
import { notes } from '../model/note.ts';
import { ChangeHistoryManager } from './change-history.ts';
import { CloudServiceManager } from './cloud-service.ts';

/** Notes on what changed in cloud services. */
export class NoteManager extends Manager {
  readonly store = new ResourceStore(this.connector(Postgres), notes);
  readonly #records = this.manager(ChangeHistoryManager).store;
  readonly #services = this.manager(CloudServiceManager).store;

  /** Notes something on a change. @throws NOT_FOUND for a change of a resource that isn't the caller's to see */
  async create(recordId: string, note: string): Promise<NoteInfo> {
    const record = await this.#records.get(recordId);
    const { cloudServiceId, domainId } = record;
    const seen = await this.#services.exists({ cloudServiceId });
    if (!seen) throw errors.notFound('record_id', recordId);
    const createdBy = this.transaction.identity?.audience ?? '';
    // Workspace and project, to which the caller is bound, come from the cloud service, which was just checked.
    return this.store.in({ domainId }).create({ recordId, cloudServiceId, note, createdBy });
  }
}
