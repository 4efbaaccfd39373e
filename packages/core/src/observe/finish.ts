import { HawserError } from '../error/index.ts';
import type { CallSpan } from './telemetry.ts';

/** Ends the span with the answer. */
export function endWith<T>(span: CallSpan, answer: Promise<T>): Promise<T> {
  return answer.then(
    value => {
      span.end(0);
      return value;
    },
    (thrown: unknown) => {
      span.end(statusOf(thrown), thrown);
      throw thrown;
    },
  );
}

/** Ends the span with the stream: whether it comes to its end, fails, or is left. */
export async function* endAfter<T>(span: CallSpan, messages: AsyncIterable<T>): AsyncGenerator<T> {
  let status = 1;
  let error: unknown;
  try {
    yield* messages;
    status = 0;
  } catch (thrown) {
    status = statusOf(thrown);
    error = thrown;
    throw thrown;
  } finally {
    span.end(status, error);
  }
}

const statusOf = (thrown: unknown): number => (thrown instanceof HawserError ? thrown.grpcStatus : 2);
