import { Service } from '@hawser/core';
import { conditions } from '@hawser/core/connector/postgres';
import {
  ChangeHistory,
  type ChangeHistoryQuery,
  ChangeHistoryQuerySchema,
  type ChangeHistoryStatQuery,
} from '@hawser/proto/spaceone/api/inventory/v1/change_history_pb.js';
import { ChangeHistoryManager } from '../manager/change-history.ts';
import { CloudServiceManager } from '../manager/cloud-service.ts';

/** What changed in a cloud service, for who may see it. */
export class ChangeHistoryService extends Service(ChangeHistory) {
  readonly #records = this.manager(ChangeHistoryManager).store;
  readonly #services = this.manager(CloudServiceManager).store;

  async list(request: ChangeHistoryQuery) {
    await this.#services.get(request.cloudServiceId);
    return this.#records.list(request.query, conditions(ChangeHistoryQuerySchema, request));
  }

  async stat({ query, cloudServiceId }: ChangeHistoryStatQuery) {
    await this.#services.get(cloudServiceId);
    const and = [{ key: 'cloud_service_id', value: cloudServiceId, operator: 'eq' }];
    return this.#records.stat(query, and);
  }
}
