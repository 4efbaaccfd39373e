import type { Kysely, RawBuilder } from 'kysely';
import { fromDatabase, queryErrors } from './errors.ts';

/** Parameters that one statement of PostgreSQL's protocol has room for. */
const maxParameters = 65_535;

/**
 * Runs a compiled query.
 *
 * @param regexes paths of the query's regular expressions
 */
export async function execute<T, DB>(
  db: Kysely<DB>,
  query: RawBuilder<T>,
  regexes: readonly string[],
): Promise<T[]> {
  // A plugin that renames columns has no business with rows that are described by a model.
  const plain = db.withoutPlugins();
  const compiled = query.compile(plain);
  if (compiled.parameters.length > maxParameters) throw queryErrors.invalid('query', 'is too large');
  try {
    return (await plain.executeQuery(compiled)).rows;
  } catch (thrown) {
    throw fromDatabase(thrown, regexes);
  }
}
