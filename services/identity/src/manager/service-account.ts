import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { ServiceAccountInfo } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { SecretConnector } from '../connector/secret.ts';
import { serviceAccounts } from '../model/service-account.ts';
import { trustedAccounts } from '../model/trusted-account.ts';
import { workspaces } from '../model/workspace.ts';
import { SchemaManager } from './schema.ts';

/** Credentials of an account, and the account whose access they borrow, if any. */
export interface Credentials {
  schemaId: string;
  data: JsonObject;
  trustedAccountId: string;
}

/** The accounts of providers. Their secrets are the secret service's. */
export class ServiceAccountManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #secrets = this.connector(SecretConnector);
  readonly #schemas = this.manager(SchemaManager);
  readonly accounts = new ResourceStore(this.#postgres, serviceAccounts);
  readonly #trusted = new ResourceStore(this.#postgres, trustedAccounts);
  readonly #workspaces = new ResourceStore(this.#postgres, workspaces);

  /** @returns the secret that the credentials borrow from. @throws INVALID_PARAMETER or NOT_FOUND */
  async checkCredentials({ schemaId, data, trustedAccountId }: Credentials): Promise<string | undefined> {
    await this.#schemas.checkSecret(schemaId, trustedAccountId ? 'TRUSTING_SECRET' : 'SECRET', data);
    if (!trustedAccountId) return undefined;
    const { trustedSecretId } = await this.#trusted.get(trustedAccountId);
    if (!trustedSecretId) throw errors.invalid('trusted_account_id', 'the account has no secret to borrow');
    return trustedSecretId;
  }

  /** Gives an account credentials, in the place of those that it has. */
  async setCredentials(account: ServiceAccountInfo, credentials: Credentials): Promise<ServiceAccountInfo> {
    const trustedSecretId = await this.checkCredentials(credentials);
    const { domainId, serviceAccountId, workspaceId, projectId } = account;
    const { schemaId, data, trustedAccountId } = credentials;
    const secretId = await this.#secrets.create(domainId, {
      name: `${serviceAccountId}-secret`,
      data,
      schemaId,
      resourceGroup: 'PROJECT',
      workspaceId,
      projectId,
      serviceAccountId,
      ...(trustedSecretId ? { trustedSecretId } : {}),
    });
    this.transaction.onRollback(() => this.#secrets.delete(domainId, secretId));
    const values = { secretId, secretSchemaId: schemaId, trustedAccountId: trustedAccountId || null };
    const updated = await this.accounts.update(serviceAccountId, values);
    if (account.secretId) await this.#secrets.delete(domainId, account.secretId);
    return updated;
  }

  async deleteCredentials(account: ServiceAccountInfo): Promise<ServiceAccountInfo> {
    if (account.secretId) await this.#secrets.delete(account.domainId, account.secretId);
    const none = { secretId: null, secretSchemaId: null, trustedAccountId: null };
    return this.accounts.update(account.serviceAccountId, none);
  }

  /** Moves an account's secret along with it. */
  async moveSecret({ domainId, secretId }: ServiceAccountInfo, projectId: string): Promise<void> {
    if (secretId) await this.#secrets.move(domainId, secretId, projectId);
  }

  async delete(account: ServiceAccountInfo): Promise<void> {
    const { domainId, workspaceId, serviceAccountId, secretId } = account;
    if (secretId) await this.#secrets.delete(domainId, secretId);
    await this.accounts.delete(serviceAccountId);
    await this.count(domainId, workspaceId);
  }

  /** Keeps a workspace's count of its accounts. */
  async count(domainId: string, workspaceId: string): Promise<void> {
    const serviceAccountCount = await this.accounts.in({ domainId }).count({ workspaceId });
    await this.#workspaces.in({ domainId }).update(workspaceId, { serviceAccountCount });
  }
}
