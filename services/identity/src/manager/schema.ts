import type { JsonObject } from '@bufbuild/protobuf';
import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { SchemaInfo } from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import { schemas } from '../model/schema.ts';
import { checkData } from './json-schema.ts';
import { ManagedManager } from './managed.ts';

/** What a schema is for. */
export type AccountType = 'SERVICE_ACCOUNT' | 'TRUSTED_ACCOUNT';
export type SecretType = 'SECRET' | 'TRUSTING_SECRET';

/** The schemas of a domain, and checking by them. */
export class SchemaManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly #managed = this.manager(ManagedManager);
  readonly schemas = new ResourceStore(this.#postgres, schemas);

  /** @throws INVALID_PARAMETER unless a provider's accounts of a type have such data */
  async checkAccount(provider: string, schemaType: AccountType, data: JsonObject): Promise<void> {
    await this.#managed.ensureOwn();
    const schema = await this.schemas.find({ provider, schemaType });
    if (!schema) throw errors.invalid('provider', `${provider} has no schema of type ${schemaType}`);
    checkData(schema.schema ?? {}, data, 'data');
  }

  /** @throws INVALID_PARAMETER unless secrets of a schema have such data; REQUIRED_PARAMETER without a schema's id */
  async checkSecret(schemaId: string, schemaType: SecretType, data: JsonObject): Promise<void> {
    if (!schemaId) throw errors.required('secret_schema_id');
    await this.#managed.ensureOwn();
    const schema = await this.schemas.find({ schemaId, schemaType });
    if (!schema)
      throw errors.invalid('secret_schema_id', `there is no schema ${schemaId} of type ${schemaType}`);
    checkData(schema.schema ?? {}, data, 'secret_data');
  }

  /** A schema that may be changed. @throws PERMISSION_DENIED for those that the platform keeps */
  async unmanaged(schemaId: string): Promise<SchemaInfo> {
    const schema = await this.schemas.get(schemaId);
    if (schema.isManaged) throw errors.permissionDenied();
    return schema;
  }

  /** @throws EXIST_RESOURCE while secrets have the schema */
  async delete(schemaId: string): Promise<void> {
    const { domainId } = await this.unmanaged(schemaId);
    for (const [name, table] of [
      ['ServiceAccount', 'service_accounts'],
      ['TrustedAccount', 'trusted_accounts'],
    ] as const) {
      const text = `select 1 from ${table} where domain_id = $1 and secret_schema_id = $2 limit 1`;
      const [user] = await this.#postgres.query(text, [domainId, schemaId]);
      if (user) throw errors.existsResource(name, `Schema (${schemaId})`);
    }
    await this.schemas.delete(schemaId);
  }
}
