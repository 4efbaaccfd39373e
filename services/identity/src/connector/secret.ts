import type { JsonObject } from '@bufbuild/protobuf';
import { type CallOptions, Connector, errors } from '@hawser/core';
import { Secret } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import { TrustedSecret } from '@hawser/proto/spaceone/api/secret/v1/trusted_secret_pb.js';

/** The resource groups of secrets, by their numbers in the contract. */
const group = { DOMAIN: 1, WORKSPACE: 2, PROJECT: 3 } as const;

/** A secret that belongs to an account or to a domain's login. */
export interface NewSecret {
  name: string;
  data: JsonObject;
  schemaId: string;
  resourceGroup: keyof typeof group;
  workspaceId?: string;
  projectId?: string;
  serviceAccountId?: string;
  trustedSecretId?: string;
}

/** A secret that other accounts borrow. */
export interface NewTrustedSecret {
  name: string;
  data: JsonObject;
  schemaId: string;
  resourceGroup: 'DOMAIN' | 'WORKSPACE';
  workspaceId?: string;
  trustedAccountId: string;
}

/**
 * The secret service, called as the system within the caller's tenant: who may write an account may write its secret.
 * Every method throws NOT_IMPLEMENTED when the platform has no secret service.
 */
export class SecretConnector extends Connector {
  async create(domainId: string, { resourceGroup, ...secret }: NewSecret): Promise<string> {
    const made = await this.#secrets.create({ ...secret, resourceGroup: group[resourceGroup] }, as(domainId));
    return made.secretId;
  }

  async updateData(domainId: string, secretId: string, schemaId: string, data: JsonObject): Promise<void> {
    await this.#secrets.update_data({ secretId, schemaId, data }, as(domainId));
  }

  async move(domainId: string, secretId: string, projectId: string): Promise<void> {
    await this.#secrets.update({ secretId, projectId }, as(domainId));
  }

  async delete(domainId: string, secretId: string): Promise<void> {
    await this.#secrets.delete({ secretId }, as(domainId));
  }

  async data(domainId: string, secretId: string): Promise<JsonObject> {
    return (await this.#secrets.get_data({ secretId, domainId }, as(domainId))).data ?? {};
  }

  async createTrusted(domainId: string, { resourceGroup, ...secret }: NewTrustedSecret): Promise<string> {
    const made = await this.#trusted.create({ ...secret, resourceGroup: group[resourceGroup] }, as(domainId));
    return made.trustedSecretId;
  }

  async updateTrustedData(
    domainId: string,
    trustedSecretId: string,
    schemaId: string,
    data: JsonObject,
  ): Promise<void> {
    await this.#trusted.update_data({ trustedSecretId, schemaId, data }, as(domainId));
  }

  async deleteTrusted(domainId: string, trustedSecretId: string): Promise<void> {
    await this.#trusted.delete({ trustedSecretId }, as(domainId));
  }

  get #secrets() {
    this.check();
    return this.host.client(Secret);
  }

  get #trusted() {
    this.check();
    return this.host.client(TrustedSecret);
  }

  /** @throws NOT_IMPLEMENTED when the platform has no secret service */
  check(): void {
    if (!this.host.reaches(Secret)) throw errors.notImplemented('keeping secrets');
  }
}

const as = (domainId: string): CallOptions => ({ token: 'system', headers: { x_domain_id: domainId } });
