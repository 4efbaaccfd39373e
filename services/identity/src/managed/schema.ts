import type { JsonObject } from '@bufbuild/protobuf';

/** A schema that every domain has and nobody can change. */
export interface ManagedSchema {
  schemaId: string;
  name: string;
  type: 'SERVICE_ACCOUNT' | 'TRUSTED_ACCOUNT' | 'SECRET' | 'TRUSTING_SECRET';
  provider: string;
  /** JSON Schema. */
  schema: JsonObject;
  /** Schemas of the secrets that an account of this schema may have. */
  related?: readonly string[];
  version: string;
}

/** What a text field is called, whether it can be left out, and whether it is hidden where it is typed. */
type Field = string | { title: string; optional?: true; hidden?: true; number?: true };

/** An object of texts, none shorter than four characters where it is given. */
export function texts(fields: Record<string, Field>): JsonObject {
  const properties = Object.entries(fields).map(([name, field]) => {
    const { title, hidden, number } = typeof field === 'string' ? { title: field } : field;
    const type = number ? { type: 'integer' } : { type: 'string', minLength: 4 };
    return [name, { title, ...type, ...(hidden ? { format: 'password' } : {}) }];
  });
  const required = Object.keys(fields).filter(name => {
    const field = fields[name]!;
    return typeof field === 'string' || !field.optional;
  });
  const order = Object.keys(fields);
  return { type: 'object', properties: Object.fromEntries(properties) as JsonObject, required, order };
}
