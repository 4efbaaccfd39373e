import type { JsonObject, JsonValue } from '@bufbuild/protobuf';

/** Types of columns that collectors write. */
export type ColumnType = 'text' | 'float8' | 'boolean' | 'jsonb' | 'text[]';

/** A resource as a plugin describes it, read: by column, but tags and metadata as they came. */
export type Draft = { [column: string]: JsonValue | undefined };

/** One type of resource that collectors write, compiled into statements once. */
export interface Kind {
  /** As plugins name it: `inventory.CloudService`. */
  readonly resourceType: string;
  readonly table: string;
  readonly id: string;
  readonly prefix: string;
  /** Whether a job task counts what is created and updated. */
  readonly counted: boolean;
  /** SQL of the condition, on `t`, under which a row can be found again. */
  readonly live: string;
  /** The columns that are written, beside the id and the tenancy. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Those whose top level is merged with what is there. */
  readonly merged: ReadonlySet<string>;
  /** Those that stay as they were created. */
  readonly fixed: ReadonlySet<string>;
  /** Whether a run keeps what it changed, and when it saw a resource last. */
  readonly tracked: boolean;
  /** Reads a plugin's resource. @throws Refusal for one that is wrong in itself */
  read(resource: JsonObject): Draft;
  /** Makes a draft, once rules have changed it, what is stored. */
  store(draft: Draft): Draft;
  /** What a task's error says of a resource. */
  describe(resource: JsonObject): JsonObject;
}
