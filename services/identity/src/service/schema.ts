import { Service } from '@hawser/core';
import { conditions, given } from '@hawser/core/connector/postgres';
import {
  type CreateSchemaRequest,
  CreateSchemaRequestSchema,
  Schema,
  type SchemaRequest,
  type SchemaSearchQuery,
  SchemaSearchQuerySchema,
  type SchemaStatQuery,
  type UpdateSchemaRequest,
  UpdateSchemaRequestSchema,
} from '@hawser/proto/spaceone/api/identity/v2/schema_pb.js';
import { checkSchema } from '../manager/json-schema.ts';
import { ManagedManager } from '../manager/managed.ts';
import { SchemaManager } from '../manager/schema.ts';

export class SchemaService extends Service(Schema) {
  readonly #manager = this.manager(SchemaManager);
  readonly #managed = this.manager(ManagedManager);
  readonly #schemas = this.#manager.schemas;

  create(request: CreateSchemaRequest) {
    checkSchema(request.schema ?? {}, 'schema');
    const values = given(CreateSchemaRequestSchema, request);
    return this.#schemas.createOnce(CreateSchemaRequestSchema, request, () => this.#schemas.create(values));
  }

  async update(request: UpdateSchemaRequest) {
    await this.#manager.unmanaged(request.schemaId);
    checkSchema(request.schema ?? {}, 'schema');
    return this.#schemas.update(request.schemaId, given(UpdateSchemaRequestSchema, request, 'schemaId'));
  }

  async delete({ schemaId }: SchemaRequest) {
    await this.#manager.delete(schemaId);
    return {};
  }

  async get({ schemaId }: SchemaRequest) {
    await this.#managed.ensureOwn();
    return this.#schemas.get(schemaId);
  }

  async list(request: SchemaSearchQuery) {
    await this.#managed.ensureOwn();
    return this.#schemas.list(request.query, conditions(SchemaSearchQuerySchema, request));
  }

  async stat({ query }: SchemaStatQuery) {
    await this.#managed.ensureOwn();
    return this.#schemas.stat(query);
  }
}
