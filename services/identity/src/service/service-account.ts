import { Service } from '@hawser/core';
import { conditions, given, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  type CreateServiceAccountRequest,
  CreateServiceAccountRequestSchema,
  ServiceAccount,
  type ServiceAccountAnalyzeQuery,
  type ServiceAccountInfo,
  type ServiceAccountRequest,
  type ServiceAccountSearchQuery,
  ServiceAccountSearchQuerySchema,
  type ServiceAccountStatQuery,
  type UpdateServiceAccountRequest,
  UpdateServiceAccountRequestSchema,
  type UpdateServiceAccountSecretRequest,
} from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import { SchemaManager } from '../manager/schema.ts';
import { ServiceAccountManager } from '../manager/service-account.ts';
import { projects } from '../model/project.ts';

export class ServiceAccountService extends Service(ServiceAccount) {
  readonly #manager = this.manager(ServiceAccountManager);
  readonly #schemas = this.manager(SchemaManager);
  readonly #projects = new ResourceStore(this.connector(Postgres), projects);
  readonly #accounts = this.#manager.accounts;

  async create(request: CreateServiceAccountRequest): Promise<ServiceAccountInfo> {
    const { provider, data = {}, secretData, secretSchemaId, projectId } = request;
    await this.#schemas.checkAccount(provider, 'SERVICE_ACCOUNT', data);
    const { workspaceId } = await this.#projects.get(projectId);
    const trustedAccountId = secretData ? request.trustedAccountId : '';
    const credentials = secretData && { schemaId: secretSchemaId, data: secretData, trustedAccountId };
    if (credentials) await this.#manager.checkCredentials(credentials);
    const own = given(
      CreateServiceAccountRequestSchema,
      request,
      'secretData',
      'secretSchemaId',
      'trustedAccountId',
    );
    // The row is there for all to see before its secret is made: the secret service asks for it.
    const account = await this.#accounts.createOnce(CreateServiceAccountRequestSchema, request, () =>
      this.#accounts.create({ ...own, workspaceId, state: 'ACTIVE' }),
    );
    await this.#manager.count(account.domainId, account.workspaceId);
    if (!credentials || account.secretId) return account;
    return this.#manager.setCredentials(account, credentials);
  }

  async update(request: UpdateServiceAccountRequest) {
    const { serviceAccountId, data, projectId } = request;
    const account = await this.#accounts.get(serviceAccountId);
    if (data) await this.#schemas.checkAccount(account.provider, 'SERVICE_ACCOUNT', data);
    if (projectId && projectId !== account.projectId) {
      await this.#projects.in(this.#sameWorkspace(account)).get(projectId);
      await this.#manager.moveSecret(account, projectId);
    }
    return this.#accounts.update(
      serviceAccountId,
      given(UpdateServiceAccountRequestSchema, request, 'serviceAccountId'),
    );
  }

  async update_secret_data(request: UpdateServiceAccountSecretRequest) {
    const { serviceAccountId, secretSchemaId: schemaId, secretData: data = {}, trustedAccountId } = request;
    const account = await this.#accounts.get(serviceAccountId);
    return this.#manager.setCredentials(account, { schemaId, data, trustedAccountId });
  }

  async delete_secret_data({ serviceAccountId }: ServiceAccountRequest) {
    return this.#manager.deleteCredentials(await this.#accounts.get(serviceAccountId));
  }

  async delete({ serviceAccountId }: ServiceAccountRequest) {
    await this.#manager.delete(await this.#accounts.get(serviceAccountId));
    return {};
  }

  get({ serviceAccountId }: ServiceAccountRequest) {
    return this.#accounts.get(serviceAccountId);
  }

  list(request: ServiceAccountSearchQuery) {
    const all = conditions(ServiceAccountSearchQuerySchema, request, 'hasSecret');
    if (request.hasSecret) all.push({ key: 'secret_id', value: true, operator: 'exists' });
    return this.#accounts.list(request.query, all);
  }

  analyze({ query }: ServiceAccountAnalyzeQuery) {
    return this.#accounts.analyze(query);
  }

  stat({ query }: ServiceAccountStatQuery) {
    return this.#accounts.stat(query);
  }

  /** An account stays in its workspace; who is bound to projects moves it between those. */
  #sameWorkspace({ domainId, workspaceId }: ServiceAccountInfo) {
    return { ...this.transaction.scope, domainId, workspaceId };
  }
}
