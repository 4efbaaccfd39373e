import { CompiledQuery } from 'kysely';
import type { KyselyLike, TransactionClient } from '../queue.ts';

/** Sends SQL with values through whatever client a caller works with. */
export function runWith(
  client: TransactionClient,
  text: string,
  values: unknown[],
): Promise<{ rows: unknown[] }> {
  return isKysely(client)
    ? client.executeQuery(CompiledQuery.raw(text, values) as never)
    : client.query(text, values);
}

function isKysely(client: TransactionClient): client is KyselyLike {
  return 'executeQuery' in client && typeof client.executeQuery === 'function';
}
