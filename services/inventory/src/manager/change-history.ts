import { fromJson, type JsonObject } from '@bufbuild/protobuf';
import { ListValueSchema } from '@bufbuild/protobuf/wkt';
import { Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { changeRecords } from '../model/change-record.ts';
import { differences } from './diff.ts';

/** What changed in cloud services by calls of users. Collectors write theirs in bulk. */
export class ChangeHistoryManager extends Manager {
  readonly store = new ResourceStore(this.connector(Postgres), changeRecords);

  /** Keeps what a user's call wrote; nothing, when it changed nothing. */
  async wrote(cloudServiceId: string, after: JsonObject, before: JsonObject | undefined): Promise<void> {
    const diff = differences(after, before);
    if (diff.length === 0) return;
    await this.store.create({
      cloudServiceId,
      action: before ? 'UPDATE' : 'CREATE',
      diff: fromJson(ListValueSchema, diff as unknown as JsonObject[]),
      diffCount: diff.length,
      ...this.#by(),
    });
  }

  async deleted(cloudServiceId: string): Promise<void> {
    await this.store.create({ cloudServiceId, action: 'DELETE', ...this.#by() });
  }

  #by() {
    return { updatedBy: 'USER', userId: this.transaction.identity?.audience ?? '' };
  }
}
