import { errors } from '../error/index.ts';
import type { Transaction } from '../transaction/index.ts';
import { watchDeadline } from './deadlines.ts';

/**
 * `source`, each of whose steps runs inside the transaction (an async generator otherwise runs in the context of
 * whoever pulls it), ended by REQUEST_TIMEOUT when the deadline passes and by CANCELLED when the caller goes away.
 */
export function bound<T>(transaction: Transaction, source: AsyncGenerator<T>): AsyncIterable<T> {
  let ended: Error | undefined;
  // The step that is waited for. Not a race against one promise for the whole stream: each step would stay with it.
  let refuse: ((error: Error) => void) | undefined;
  const stop = (error: Error) => {
    ended ??= error;
    transaction.abort(ended);
    refuse?.(ended);
  };
  const callOff = watchDeadline(transaction.deadline, () => stop(errors.timeout()));
  transaction.call.onCancel(() => stop(errors.cancelled()));
  const step = (work: () => Promise<IteratorResult<T>>) => transaction.run(work, undefined, undefined);
  const leave = () => step(() => source.return(undefined));

  const iterator: AsyncIterator<T> = {
    next() {
      return new Promise((resolve, reject) => {
        refuse = error => {
          callOff();
          // The generator may be waiting for something that never comes: it is told, not waited for.
          leave().catch(() => {});
          reject(error);
        };
        if (ended) return refuse(ended);
        step(() => source.next()).then(
          result => {
            if (result.done) callOff();
            resolve(result);
          },
          (thrown: unknown) => {
            callOff();
            reject(thrown);
          },
        );
      });
    },
    return() {
      callOff();
      transaction.abort(errors.cancelled());
      return leave();
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
