import { errors } from '../error/index.ts';
import type { Transaction } from '../transaction/index.ts';

/**
 * `source`, each of whose steps runs inside the transaction (an async generator otherwise runs in the context of
 * whoever pulls it), ended by REQUEST_TIMEOUT when the deadline passes and by the transaction's abort.
 */
export function bound<T>(transaction: Transaction, source: AsyncGenerator<T>): AsyncIterable<T> {
  let stop: ((error: Error) => void) | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  stopped.catch(() => {});
  const left = transaction.deadline - Date.now();
  const timer = setTimeout(
    () => {
      const error = errors.timeout();
      transaction.abort(error);
      stop?.(error);
    },
    Math.min(Math.max(left, 0), 0x7fffffff),
  );
  transaction.call.onCancel(() => {
    const error = errors.cancelled();
    transaction.abort(error);
    stop?.(error);
  });
  const end = () => clearTimeout(timer);
  const step = (work: () => Promise<IteratorResult<T>>) => transaction.run(work, undefined, undefined);
  const iterator: AsyncIterator<T> = {
    async next() {
      try {
        const result = await Promise.race([step(() => source.next()), stopped]);
        if (result.done) end();
        return result;
      } catch (thrown) {
        end();
        // The generator may be waiting for something that never comes: it is told, not waited for.
        step(() => source.return(undefined)).catch(() => {});
        throw thrown;
      }
    },
    return() {
      end();
      transaction.abort(errors.cancelled());
      return step(() => source.return(undefined));
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
