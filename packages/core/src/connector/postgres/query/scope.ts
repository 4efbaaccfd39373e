import { type RawBuilder, sql } from 'kysely';
import type { QueryModel } from './model.ts';

/** Columns and the values that rows must have there: one, or one of several (none at all when the list is empty). */
export type Scope = Readonly<Record<string, string | readonly string[]>>;

/**
 * The conditions that keep a query within its tenant. They are ANDed to everything that a caller asks, so nothing in
 * a query can lift them. Rows that belong to all (`*` in one of the model's `shared` columns) are let in.
 *
 * @throws Error when the scope names no text column or has no value: letting such a query run would let rows out
 */
export function compileScope(model: QueryModel, scope: Scope): RawBuilder<unknown>[] {
  return Object.entries(scope).map(([name, value]) => {
    const column = model.columns.get(name);
    if (column?.type !== 'text') throw new Error(`the scope names '${name}', which is no text column`);
    const values = typeof value === 'string' ? [value] : value;
    if (
      !Array.isArray(values) ||
      values.some(element => typeof element !== 'string' || element.includes('\0'))
    ) {
      throw new Error(`the scope's '${name}' is no text`);
    }
    if (values.length === 0) return sql`false`;
    const allowed = model.shared.has(name) ? [...values, '*'] : values;
    if (allowed.length === 1) return sql`${column.sql} = ${allowed[0]}`;
    return sql`${column.sql} = any(${allowed}::text[])`;
  });
}
