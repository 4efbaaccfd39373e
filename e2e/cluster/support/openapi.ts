import { kubectl } from './kubectl.ts';

/** A schema of OpenAPI 3, as far as Kubernetes' own have it. */
export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  type?: string;
  format?: string;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

/** What the cluster publishes of its API: the authority on what it takes. */
export class OpenApi {
  readonly #schemas: Record<string, Schema>;

  constructor(schemas: Record<string, Schema>) {
    this.#schemas = schemas;
  }

  /** Fetches a version of the API, such as `v1` or `apps/v1`. */
  static async fetch(apiVersion: string): Promise<OpenApi> {
    const path = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
    const text = await kubectl(['get', '--raw', `/openapi/v3/${path}`]);
    return new OpenApi(
      (JSON.parse(text) as { components: { schemas: Record<string, Schema> } }).components.schemas,
    );
  }

  /** The schema of a kind without its status, which no manifest sets. @throws Error when the API has no such kind */
  kind(apiVersion: string, kind: string): Schema {
    const [version, group = ''] = apiVersion.split('/').reverse() as [string, string?];
    const found = Object.values(this.#schemas).find(schema =>
      schema['x-kubernetes-group-version-kind']?.some(
        of => of.group === group && of.version === version && of.kind === kind,
      ),
    );
    if (found === undefined) throw new Error(`The cluster has no ${kind} of ${apiVersion}`);
    const { status: _, ...properties } = found.properties ?? {};
    return { ...found, properties };
  }

  /** The schema that a reference stands for; another as it is. */
  resolve(schema: Schema): Schema {
    const reference = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]!.$ref : undefined);
    if (reference === undefined) return schema;
    return this.#schemas[reference.slice(reference.lastIndexOf('/') + 1)]!;
  }

  /** A value that has every field which the schema knows, each list with one element. */
  sample(of: Schema): unknown {
    const schema = this.resolve(of);
    if (schema.enum !== undefined) return schema.enum[0];
    // A quantity or an int-or-string.
    if (schema.oneOf !== undefined) return '1';
    if (schema.items !== undefined) return [this.sample(schema.items)];
    if (schema.additionalProperties !== undefined) return { key: this.sample(schema.additionalProperties) };
    if (schema.format === 'date-time') return '2026-01-31T12:00:00Z';
    if (schema.format === 'byte') return 'YQ==';
    if (schema.type === 'object') {
      const fields = Object.entries(schema.properties ?? {});
      return Object.fromEntries(fields.map(([key, field]) => [key, this.sample(field)]));
    }
    return { integer: 1, number: 1, boolean: true }[schema.type ?? ''] ?? 'text';
  }
}

/** A change of a sample that the schema forbids. */
export interface Mutation {
  path: string;
  what: string;
  apply(sample: unknown): void;
}

/** Each way in which one value of a sample can break its schema: another type, no listed value, a required field left out. */
export function* mutations(api: OpenApi, of: Schema, keys: (string | number)[] = []): Generator<Mutation> {
  const schema = api.resolve(of);
  const path = keys.join('.');
  const put = (value: unknown) => (sample: unknown) => set(sample, keys, value);
  if (keys.length > 0) {
    if (schema.enum !== undefined) yield { path, what: 'a value that is not listed', apply: put('Unlisted') };
    if (schema.oneOf !== undefined) yield { path, what: 'a list for a number or text', apply: put([]) };
    else if (schema.type === 'string') yield { path, what: 'a number for a text', apply: put(1) };
    else if (schema.type !== undefined)
      yield { path, what: `a text for a ${schema.type}`, apply: put('text') };
  }
  for (const [key, field] of Object.entries(schema.properties ?? {})) {
    if (schema.required?.includes(key)) {
      yield {
        path: [...keys, key].join('.'),
        what: 'left out',
        apply: sample => set(sample, [...keys, key], undefined),
      };
    }
    yield* mutations(api, field, [...keys, key]);
  }
  if (schema.items !== undefined) yield* mutations(api, schema.items, [...keys, 0]);
  if (schema.additionalProperties !== undefined)
    yield* mutations(api, schema.additionalProperties, [...keys, 'key']);
}

/** Puts a value into a sample, or takes out what is there when it is undefined. */
function set(sample: unknown, keys: readonly (string | number)[], value: unknown): void {
  let parent = sample as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = keys.at(-1)!;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}
