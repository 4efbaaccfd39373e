import { Service } from '@hawser/core';
import { conditions, given, newId } from '@hawser/core/connector/postgres';
import {
  type CreateSecretRequest,
  CreateSecretRequest_ResourceGroup,
  CreateSecretRequestSchema,
  type GetSecretDataRequest,
  Secret,
  type SecretQuery,
  SecretQuerySchema,
  type SecretRequest,
  type SecretStatQuery,
  type UpdateSecretDataRequest,
  type UpdateSecretRequest,
  UpdateSecretRequestSchema,
} from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import { Vault } from '../connector/vault.ts';
import { PlacementManager } from '../manager/placement.ts';
import { SecretManager } from '../manager/secret.ts';

/** Secrets of service accounts. Their data leaves by `get_data` alone, to other services. */
export class SecretService extends Service(Secret) {
  readonly #secrets = this.manager(SecretManager).secrets;
  readonly #placement = this.manager(PlacementManager);
  readonly #vault = this.connector(Vault);

  async create(request: CreateSecretRequest) {
    const placement = await this.#placement.ofSecret(request);
    const secretId = newId('secret');
    const data = this.#vault.seal(request.data ?? {}, secretId);
    const values = given(
      CreateSecretRequestSchema,
      request,
      'data',
      'workspaceId',
      'projectId',
      'resourceGroup',
    );
    const resourceGroup = CreateSecretRequest_ResourceGroup[request.resourceGroup];
    return this.#secrets.create({ ...values, resourceGroup, ...placement, secretId, state: 'ENABLED', data });
  }

  update(request: UpdateSecretRequest) {
    return this.#secrets.update(request.secretId, given(UpdateSecretRequestSchema, request, 'secretId'));
  }

  async delete({ secretId }: SecretRequest) {
    await this.#secrets.delete(secretId);
    return {};
  }

  enable({ secretId }: SecretRequest) {
    return this.#secrets.update(secretId, { state: 'ENABLED' });
  }

  disable({ secretId }: SecretRequest) {
    return this.#secrets.update(secretId, { state: 'DISABLED' });
  }

  async update_data({ secretId, schemaId, data }: UpdateSecretDataRequest) {
    const sealed = this.#vault.seal(data ?? {}, secretId);
    await this.#secrets.update(secretId, { ...(schemaId ? { schemaId } : {}), data: sealed });
    return {};
  }

  async get_data({ secretId }: GetSecretDataRequest) {
    await this.#secrets.get(secretId);
    const row = await this.#secrets.columns(secretId, 'data');
    return { encrypted: false, data: this.#vault.open(row!.data as string, secretId) };
  }

  get({ secretId }: SecretRequest) {
    return this.#secrets.get(secretId);
  }

  list(request: SecretQuery) {
    return this.#secrets.list(request.query, conditions(SecretQuerySchema, request));
  }

  stat({ query }: SecretStatQuery) {
    return this.#secrets.stat(query);
  }
}
