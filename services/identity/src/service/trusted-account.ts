import { errors, Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateTrustedAccountRequest,
  CreateTrustedAccountRequestSchema,
  CreateTrustedAccountRequest_ResourceGroup as Group,
  Scheduled_ScheduledState,
  TrustedAccount,
  type TrustedAccountInfo,
  type TrustedAccountRequest,
  type TrustedAccountSearchQuery,
  TrustedAccountSearchQuerySchema,
  type TrustedAccountStatQuery,
  type UpdateTrustedAccountRequest,
  UpdateTrustedAccountRequestSchema,
  type UpdateTrustedAccountSecretRequest,
} from '@hawser/proto/spaceone/api/identity/v2/trusted_account_pb.js';
import { SchemaManager } from '../manager/schema.ts';
import { TrustedAccountManager } from '../manager/trusted-account.ts';
import { WorkspaceManager } from '../manager/workspace.ts';

export class TrustedAccountService extends Service(TrustedAccount) {
  readonly #manager = this.manager(TrustedAccountManager);
  readonly #schemas = this.manager(SchemaManager);
  readonly #workspaces = this.manager(WorkspaceManager).workspaces;
  readonly #accounts = this.#manager.accounts;

  async create(request: CreateTrustedAccountRequest): Promise<TrustedAccountInfo> {
    const { provider, data = {}, secretData = {}, secretSchemaId, resourceGroup } = request;
    refuseSync(request);
    const workspaceId = resourceGroup === Group.DOMAIN ? '*' : request.workspaceId;
    if (!workspaceId) throw errors.required('workspace_id');
    if (workspaceId !== '*') await this.#workspaces.get(workspaceId);
    await this.#schemas.checkAccount(provider, 'TRUSTED_ACCOUNT', data);
    await this.#schemas.checkSecret(secretSchemaId, 'SECRET', secretData);
    this.#manager.checkSecretService();
    const own = given(CreateTrustedAccountRequestSchema, request, 'secretData');
    const account = await this.#accounts.createOnce(CreateTrustedAccountRequestSchema, request, () =>
      this.#accounts.create({ ...own, workspaceId }),
    );
    return account.trustedSecretId ? account : this.#manager.giveSecret(account, secretData);
  }

  async update(request: UpdateTrustedAccountRequest) {
    const { trustedAccountId, data } = request;
    refuseSync(request);
    const account = await this.#accounts.get(trustedAccountId);
    if (data) await this.#schemas.checkAccount(account.provider, 'TRUSTED_ACCOUNT', data);
    return this.#accounts.update(
      trustedAccountId,
      given(UpdateTrustedAccountRequestSchema, request, 'trustedAccountId'),
    );
  }

  async update_secret_data(request: UpdateTrustedAccountSecretRequest) {
    const { trustedAccountId, secretSchemaId, secretData = {} } = request;
    await this.#schemas.checkSecret(secretSchemaId, 'SECRET', secretData);
    // Written first, since an account of all workspaces can be read by owners who can't write it.
    const account = await this.#accounts.update(trustedAccountId, { secretSchemaId });
    return this.#manager.changeSecret(account, secretData);
  }

  async delete({ trustedAccountId }: TrustedAccountRequest) {
    await this.#manager.delete(trustedAccountId);
    return {};
  }

  async sync({ trustedAccountId }: TrustedAccountRequest) {
    await this.#accounts.get(trustedAccountId);
    throw errors.notImplemented('synchronizing accounts');
  }

  get({ trustedAccountId }: TrustedAccountRequest) {
    return this.#accounts.get(trustedAccountId);
  }

  list(request: TrustedAccountSearchQuery) {
    return this.#accounts.list(request.query, conditions(TrustedAccountSearchQuerySchema, request));
  }

  stat({ query }: TrustedAccountStatQuery) {
    return this.#accounts.stat(query);
  }
}

/** Nothing here synchronizes accounts: a schedule that never runs is better refused. */
function refuseSync({ schedule }: CreateTrustedAccountRequest | UpdateTrustedAccountRequest): void {
  if (schedule?.state === Scheduled_ScheduledState.ENABLED)
    throw errors.notImplemented('synchronizing accounts');
}
