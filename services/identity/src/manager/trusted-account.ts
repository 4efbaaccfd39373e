import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  type TrustedAccountInfo,
  TrustedAccountInfo_ResourceGroup,
} from '@hawser/proto/spaceone/api/identity/v2/trusted_account_pb.js';
import { SecretConnector } from '../connector/secret.ts';
import { trustedAccounts } from '../model/trusted-account.ts';

/** Accounts that others borrow their access from. Their secrets are the secret service's. */
export class TrustedAccountManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #secrets = this.connector(SecretConnector);
  readonly accounts = new ResourceStore(this.#postgres, trustedAccounts);

  /** @throws NOT_IMPLEMENTED when the platform has no secret service, without which there can be no trusted account */
  checkSecretService(): void {
    this.#secrets.check();
  }

  /** Gives a new account its secret. */
  async giveSecret(account: TrustedAccountInfo, data: JsonObject): Promise<TrustedAccountInfo> {
    const { domainId, workspaceId, trustedAccountId, secretSchemaId: schemaId, resourceGroup } = account;
    const isWide = resourceGroup === TrustedAccountInfo_ResourceGroup.DOMAIN;
    const trustedSecretId = await this.#secrets.createTrusted(domainId, {
      name: `${trustedAccountId}-trusted-secret`,
      data,
      schemaId,
      resourceGroup: isWide ? 'DOMAIN' : 'WORKSPACE',
      ...(isWide ? {} : { workspaceId }),
      trustedAccountId,
    });
    this.transaction.onRollback(() => this.#secrets.deleteTrusted(domainId, trustedSecretId));
    return this.accounts.update(trustedAccountId, { trustedSecretId });
  }

  async changeSecret(account: TrustedAccountInfo, data: JsonObject): Promise<TrustedAccountInfo> {
    const { domainId, trustedSecretId, secretSchemaId } = account;
    if (!trustedSecretId) return this.giveSecret(account, data);
    await this.#secrets.updateTrustedData(domainId, trustedSecretId, secretSchemaId, data);
    return account;
  }

  /** @throws EXIST_RESOURCE while service accounts borrow from it */
  async delete(trustedAccountId: string): Promise<void> {
    const { domainId, trustedSecretId } = await this.accounts.get(trustedAccountId);
    await this.#postgres.transaction(async () => {
      const text = 'select 1 from service_accounts where domain_id = $1 and trusted_account_id = $2 limit 1';
      const [borrower] = await this.#postgres.query(text, [domainId, trustedAccountId]);
      if (borrower) throw errors.existsResource('ServiceAccount', `TrustedAccount (${trustedAccountId})`);
      await this.accounts.delete(trustedAccountId);
    });
    if (trustedSecretId) await this.#secrets.deleteTrusted(domainId, trustedSecretId);
  }
}
