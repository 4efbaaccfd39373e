import type { Message } from '@bufbuild/protobuf';
import { errors } from '../error/index.ts';
import { type Call, Transaction } from '../transaction/index.ts';
import { watchDeadline } from './deadlines.ts';
import type { CallMetrics } from './metrics.ts';
import { compileSteps, type Input, type StepParts } from './steps.ts';
import { bound } from './stream.ts';

/** Everything that a method's pipeline is compiled from. */
export interface PipelineParts extends StepParts {
  /** The method of the service class, bound to its object. */
  body: (input: never) => unknown;
  metrics: CallMetrics;
}

/**
 * A method that answers once. Streams of requests come as an async iterable of messages. The answer is a promise only
 * when something on the way was asynchronous, or failed: what is at hand costs no turn of the queue.
 */
export type UnaryPipeline = (input: Input, call: Call) => Message | Promise<Message>;

/** A method that answers with a stream. The transaction ends when the stream does. */
export type StreamPipeline = (input: Input, call: Call) => AsyncIterable<Message>;

/**
 * The pipeline of a method with one answer: event STARTED → authentication → authorization → request log → mutation →
 * validation → body → mutation in reverse → event SUCCESS; on failure rollbacks, last first, and event FAILURE.
 */
export function compileUnary(parts: PipelineParts): UnaryPipeline {
  const { method, metrics } = parts;
  const steps = compileSteps(parts);
  const body = parts.body as (input: Input) => unknown;
  const { mutateResponse, notify } = steps.stages;

  function work(transaction: Transaction, input: Input): Message | Promise<Message> {
    const began = metrics.begin();
    try {
      const request = steps.enter(transaction, input);
      if (request instanceof Promise) return resume(transaction, request.then(body), began);
      const answer = body(request);
      if (answer instanceof Promise) return resume(transaction, answer, began);
      const response = steps.shape(answer);
      const pending = mutateResponse?.(transaction, response);
      if (pending) return resume(transaction, pending, began, response);
      return succeed(transaction, response, began);
    } catch (thrown) {
      return fail(transaction, thrown, began);
    }
  }

  /** The rest of the work, once something has to be waited for: the body's answer or, with `mutated`, its mutation. */
  async function resume(
    transaction: Transaction,
    waiting: Promise<unknown>,
    began: number,
    mutated?: Message,
  ): Promise<Message> {
    try {
      const answer = await waiting;
      const response = mutated ?? steps.shape(answer);
      if (!mutated) await mutateResponse?.(transaction, response);
      return succeed(transaction, response, began);
    } catch (thrown) {
      return fail(transaction, thrown, began);
    }
  }

  function succeed(transaction: Transaction, response: Message, began: number): Message {
    // Whoever called has been told that it failed: what was done since is undone as well.
    transaction.throwIfAborted();
    transaction.handOver();
    notify?.(transaction, 'SUCCESS', { response });
    metrics.end(began, 0);
    return response;
  }

  async function fail(transaction: Transaction, thrown: unknown, began: number): Promise<never> {
    const error = await steps.fail(transaction, thrown);
    metrics.end(began, error.grpcStatus);
    throw error;
  }

  return (input, call) => {
    const transaction = new Transaction(method, call);
    const answer = transaction.run(work, transaction, input);
    // What is at hand can't be late any more.
    return answer instanceof Promise ? withDeadline(transaction, answer) : answer;
  };
}

/** The pipeline of a method whose answer is a stream: the same stages, the response's once a message. */
export function compileStream(parts: PipelineParts): StreamPipeline {
  const { method, metrics } = parts;
  const steps = compileSteps(parts);
  const body = parts.body as (input: Input) => AsyncIterable<unknown>;
  const { mutateResponse, notify } = steps.stages;

  async function* work(transaction: Transaction, input: Input): AsyncGenerator<Message> {
    const began = metrics.begin();
    let status: number | undefined;
    try {
      const request = await steps.enter(transaction, input);
      for await (const answer of body(request)) {
        const response = steps.shape(answer);
        await mutateResponse?.(transaction, response);
        yield response;
      }
      transaction.handOver();
      notify?.(transaction, 'SUCCESS', {});
      status = 0;
    } catch (thrown) {
      const error = await steps.fail(transaction, thrown);
      status = error.grpcStatus;
      throw error;
    } finally {
      // A caller that leaves early lands here without an error.
      if (status === undefined) await steps.fail(transaction, errors.cancelled());
      metrics.end(began, status ?? 1);
    }
  }

  return (input, call) => {
    const transaction = new Transaction(method, call);
    return bound(transaction, work(transaction, input));
  };
}

/** Answers REQUEST_TIMEOUT once the deadline has passed, whether or not the body heeds its signal. */
function withDeadline(transaction: Transaction, answer: Promise<Message>): Promise<Message> {
  return new Promise((resolve, reject) => {
    const callOff = watchDeadline(transaction.deadline, () => {
      const error = errors.timeout();
      transaction.abort(error);
      reject(error);
    });
    answer.then(
      message => {
        callOff();
        resolve(message);
      },
      (error: unknown) => {
        callOff();
        reject(error);
      },
    );
  });
}
