import { create } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { type Filter, FilterSchema } from '@hawser/proto/spaceone/api/core/v2/query_pb.js';
import { Schema } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import { ServiceAccount } from '@hawser/proto/spaceone/api/identity/v2/service_account_pb.js';
import {
  type CollectorInfo,
  type SecretFilter,
  SecretFilter_SecretFilterState,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import type { SecretInfo } from '@hawser/proto/spaceone/api/secret/v1/secret_pb.js';
import { Secrets } from '../connector/secrets.ts';
import { equals } from './collecting/finder.ts';

/** A secret to collect with; its id is empty where the plugin needs none. */
export type CollectingSecret = Pick<
  SecretInfo,
  'secretId' | 'provider' | 'workspaceId' | 'projectId' | 'serviceAccountId'
>;

/** Which secrets a collector may use. */
export class SecretManager extends Manager {
  readonly #secrets = this.connector(Secrets);

  /**
   * The secrets that a collector collects with: of its provider and workspace, which its filter lets through, and the
   * caller may use. Where there is no secret service, or the plugin's capability says `use_secret: false`, that is one
   * without data.
   *
   * @param secretId only this one
   */
  async of(collector: CollectorInfo, secretId: string): Promise<CollectingSecret[]> {
    const { scope } = this.transaction;
    const own = collector.workspaceId === '*' ? scope.workspaceId : collector.workspaceId;
    if (!this.#secrets.available || collector.capability?.use_secret === false) {
      if (secretId) throw errors.notFound('secret_id', secretId);
      const { provider } = collector;
      return [{ secretId: '', provider, workspaceId: own ?? '*', projectId: '', serviceAccountId: '' }];
    }
    const filter = filtersOf(collector, secretId, own);
    if (scope.projects) filter.push(equals('project_id', scope.projects));
    return this.#secrets.list(filter);
  }

  data(secret: CollectingSecret, domainId: string) {
    return secret.secretId === '' ? Promise.resolve({}) : this.#secrets.data(secret.secretId, domainId);
  }

  /** @throws INVALID_PARAMETER naming what a filter lists but isn't there, or is another provider's */
  async check(filter: SecretFilter, provider: string): Promise<void> {
    const { secrets, serviceAccounts, schemas, excludeSecrets, excludeServiceAccounts, excludeSchemas } =
      filter;
    await this.#checkSecrets('secrets', secrets, provider);
    await this.#checkAccounts('service_accounts', serviceAccounts, provider);
    await this.#checkSchemas('schemas', schemas, provider);
    await this.#checkSecrets('exclude_secrets', excludeSecrets, provider);
    await this.#checkAccounts('exclude_service_accounts', excludeServiceAccounts, provider);
    await this.#checkSchemas('exclude_schemas', excludeSchemas, provider);
  }

  async #checkSecrets(field: string, ids: readonly string[], provider: string): Promise<void> {
    if (ids.length === 0) return;
    const found = await this.#secrets.list([...ofProvider(provider), equals('secret_id', ids)]);
    all(
      field,
      ids,
      found.map(({ secretId }) => secretId),
    );
  }

  async #checkAccounts(field: string, ids: readonly string[], provider: string): Promise<void> {
    if (ids.length === 0) return;
    const query = { filter: [...ofProvider(provider), equals('service_account_id', ids)] };
    const { results } = await this.ask(ServiceAccount).list({ query }, { token: 'system' });
    all(
      field,
      ids,
      results.map(({ serviceAccountId }) => serviceAccountId),
    );
  }

  async #checkSchemas(field: string, ids: readonly string[], provider: string): Promise<void> {
    if (ids.length === 0) return;
    const query = { filter: [...ofProvider(provider), equals('schema_id', ids)] };
    const { results } = await this.ask(Schema).list({ query }, { token: 'system' });
    all(
      field,
      ids,
      results.map(({ schemaId }) => schemaId),
    );
  }
}

const ofProvider = (provider: string) => (provider ? [equals('provider', provider)] : []);

const notAmong = (field: string, values: readonly string[]): Filter =>
  create(FilterSchema, { ...equals(field, values), operatorAlias: { case: 'o', value: 'not_in' } });

function filtersOf(
  { provider, secretFilter }: CollectorInfo,
  secretId: string,
  workspaceId: string | undefined,
): Filter[] {
  const filters = ofProvider(provider);
  if (secretId) filters.push(equals('secret_id', secretId));
  if (workspaceId) filters.push(equals('workspace_id', workspaceId));
  if (secretFilter?.state !== SecretFilter_SecretFilterState.ENABLED) return filters;
  const { secrets, serviceAccounts, schemas, excludeSecrets, excludeServiceAccounts, excludeSchemas } =
    secretFilter;
  if (secrets.length > 0) filters.push(equals('secret_id', secrets));
  if (serviceAccounts.length > 0) filters.push(equals('service_account_id', serviceAccounts));
  if (schemas.length > 0) filters.push(equals('schema_id', schemas));
  if (excludeSecrets.length > 0) filters.push(notAmong('secret_id', excludeSecrets));
  if (excludeServiceAccounts.length > 0) filters.push(notAmong('service_account_id', excludeServiceAccounts));
  if (excludeSchemas.length > 0) filters.push(notAmong('schema_id', excludeSchemas));
  return filters;
}

function all(field: string, wanted: readonly string[], found: readonly string[]): void {
  const missing = wanted.filter(id => !found.includes(id));
  if (missing.length > 0)
    throw errors.invalid(
      `secret_filter.${field}`,
      `${field.replaceAll('_', ' ')} are not found: ${missing.join(', ')}`,
    );
}
