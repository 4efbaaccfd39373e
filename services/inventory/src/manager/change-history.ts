import type { JsonObject } from '@bufbuild/protobuf';
import { Manager } from '@hawser/core';
import { newId, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { changeRecords } from '../model/change-record.ts';
import { historyOf, keepHistory } from './collecting/history.ts';

/** What changed in cloud services, and what of it users changed. */
export class ChangeHistoryManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly store = new ResourceStore(this.#postgres, changeRecords);

  /** Keeps what a user's call wrote; nothing, when it changed nothing. */
  async wrote(
    id: string,
    domainId: string,
    after: JsonObject,
    before: JsonObject | undefined,
  ): Promise<void> {
    const author = { domainId, by: 'USER', userId: this.#user } as const;
    await keepHistory(this.#postgres, author, historyOf([{ id, after, before }]));
  }

  async deleted(cloudServiceId: string, domainId: string): Promise<void> {
    await this.#postgres.execute(
      `insert into change_records (record_id, action, updated_by, domain_id, cloud_service_id, user_id)
       values ($1, 'DELETE', 'USER', $2, $3, $4)`,
      [newId('record'), domainId, cloudServiceId, this.#user],
    );
  }

  get #user(): string {
    return this.transaction.identity?.audience ?? '';
  }
}
