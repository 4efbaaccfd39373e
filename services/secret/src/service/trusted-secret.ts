import { Service } from '@hawser/core';
import { conditions, given, newId } from '@hawser/core/connector/postgres';
import {
  type CreateTrustedSecretRequest,
  CreateTrustedSecretRequest_ResourceGroup,
  CreateTrustedSecretRequestSchema,
  type GetTrustedSecretDataRequest,
  TrustedSecret,
  type TrustedSecretQuery,
  TrustedSecretQuerySchema,
  type TrustedSecretRequest,
  type TrustedSecretStatQuery,
  type UpdateTrustedSecretDataRequest,
  type UpdateTrustedSecretRequest,
  UpdateTrustedSecretRequestSchema,
} from '@hawser/proto/spaceone/api/secret/v1/trusted_secret_pb.js';
import { Vault } from '../connector/vault.ts';
import { PlacementManager } from '../manager/placement.ts';
import { SecretManager } from '../manager/secret.ts';

/** Secrets of trusted accounts, by which the platform acts for many service accounts. */
export class TrustedSecretService extends Service(TrustedSecret) {
  readonly #secrets = this.manager(SecretManager).trusted;
  readonly #placement = this.manager(PlacementManager);
  readonly #vault = this.connector(Vault);

  async create(request: CreateTrustedSecretRequest) {
    const { workspaceId, provider } = await this.#placement.ofTrustedSecret(request);
    const trustedSecretId = newId('trusted-secret');
    const data = this.#vault.seal(request.data ?? {}, trustedSecretId);
    const values = given(CreateTrustedSecretRequestSchema, request, 'data', 'workspaceId', 'resourceGroup');
    const resourceGroup = CreateTrustedSecretRequest_ResourceGroup[request.resourceGroup];
    return this.#secrets.create({ ...values, resourceGroup, workspaceId, provider, trustedSecretId, data });
  }

  update(request: UpdateTrustedSecretRequest) {
    const values = given(UpdateTrustedSecretRequestSchema, request, 'trustedSecretId');
    return this.#secrets.update(request.trustedSecretId, values);
  }

  async delete({ trustedSecretId }: TrustedSecretRequest) {
    await this.#secrets.delete(trustedSecretId);
    return {};
  }

  async update_data({ trustedSecretId, schemaId, data }: UpdateTrustedSecretDataRequest) {
    const sealed = this.#vault.seal(data ?? {}, trustedSecretId);
    await this.#secrets.update(trustedSecretId, { ...(schemaId ? { schemaId } : {}), data: sealed });
    return {};
  }

  async get_data({ trustedSecretId }: GetTrustedSecretDataRequest) {
    await this.#secrets.get(trustedSecretId);
    const row = await this.#secrets.columns(trustedSecretId, 'data');
    return { encrypted: false, data: this.#vault.open(row!.data as string, trustedSecretId) };
  }

  get({ trustedSecretId }: TrustedSecretRequest) {
    return this.#secrets.get(trustedSecretId);
  }

  list(request: TrustedSecretQuery) {
    return this.#secrets.list(request.query, conditions(TrustedSecretQuerySchema, request));
  }

  stat({ query }: TrustedSecretStatQuery) {
    return this.#secrets.stat(query);
  }
}
