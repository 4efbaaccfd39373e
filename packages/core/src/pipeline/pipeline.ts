import {
  create,
  type DescMessage,
  fromJson,
  isMessage,
  type JsonObject,
  type Message,
} from '@bufbuild/protobuf';
import { StructSchema } from '@bufbuild/protobuf/wkt';
import { errors, type HawserError, toHawserError } from '../error/index.ts';
import type { Handler } from '../handler/handler.ts';
import type { Log } from '../log.ts';
import { type Call, Transaction } from '../transaction/index.ts';
import { watchDeadline } from './deadlines.ts';
import type { MethodInfo } from './method.ts';
import type { CallMetrics } from './metrics.ts';
import { compileStages, type MethodStages } from './stages.ts';
import { bound } from './stream.ts';
import { compileValidate } from './validate.ts';

/** Which calls are written to the log: all of them, those that failed through our own fault, or none. */
export type RequestLog = 'none' | 'errors' | 'all';

/** Everything that a method's pipeline is compiled from. */
export interface PipelineParts {
  method: MethodInfo;
  /** The method of the service class, bound to its object. */
  body: (input: never) => unknown;
  handlers: readonly Handler[];
  log: Log;
  requestLog: RequestLog;
  metrics: CallMetrics;
}

/** A method that answers once. Streams of requests come as an async iterable of messages. */
export type UnaryPipeline = (input: Message | AsyncIterable<Message>, call: Call) => Promise<Message>;

/** A method that answers with a stream. The transaction ends when the stream does. */
export type StreamPipeline = (input: Message | AsyncIterable<Message>, call: Call) => AsyncIterable<Message>;

type Input = Message | AsyncIterable<Message>;

/**
 * The pipeline of a method with one answer: event STARTED → authentication → authorization → request log → mutation →
 * validation → body → mutation in reverse → event SUCCESS; on failure rollbacks, last first, and event FAILURE.
 */
export function compileUnary(parts: PipelineParts): UnaryPipeline {
  const { method, metrics } = parts;
  const steps = compileSteps(parts);
  const body = parts.body as (input: Input) => unknown;
  const { mutateResponse, notify } = steps.stages;

  async function work(transaction: Transaction, input: Input): Promise<Message> {
    const began = metrics.begin();
    try {
      const entering = steps.enter(transaction, input);
      const request = entering instanceof Promise ? await entering : entering;
      const answer = body(request);
      const response = steps.shape(answer instanceof Promise ? await answer : answer);
      const pending = mutateResponse?.(transaction, response);
      if (pending) await pending;
      transaction.handOver();
      notify?.(transaction, 'SUCCESS', { response });
      metrics.end(began, 0);
      return response;
    } catch (thrown) {
      const error = await steps.fail(transaction, thrown);
      metrics.end(began, error.grpcStatus);
      throw error;
    }
  }

  return (input, call) => {
    const transaction = new Transaction(method, call);
    return withDeadline(transaction, transaction.run(work, transaction, input));
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

interface Steps {
  stages: MethodStages;
  enter(transaction: Transaction, input: Input): Input | Promise<Input>;
  shape(answer: unknown): Message;
  fail(transaction: Transaction, thrown: unknown): Promise<HawserError>;
}

function compileSteps({ method, handlers, log, requestLog }: PipelineParts): Steps {
  const stages = compileStages(handlers, method, log);
  const { authenticate, authorize, mutateRequest, notify } = stages;
  const validate = compileValidate(method.desc.input);
  const output = method.desc.output;
  const streamed =
    method.desc.methodKind === 'client_streaming' || method.desc.methodKind === 'bidi_streaming';

  async function checkEach(transaction: Transaction, messages: AsyncIterable<Message>): Promise<Input> {
    await authenticate?.(transaction);
    await authorize?.(transaction);
    notify?.(transaction, 'IN_PROGRESS', {});
    return (async function* () {
      for await (const message of messages) {
        await mutateRequest?.(transaction, message);
        validate(message);
        yield message;
      }
    })();
  }

  async function resume(
    transaction: Transaction,
    request: Message,
    pending: Promise<void>,
    next: number,
  ): Promise<Message> {
    await pending;
    if (next <= 1) await authorize?.(transaction);
    if (next <= 2) await mutateRequest?.(transaction, request);
    validate(request);
    notify?.(transaction, 'IN_PROGRESS', { request });
    return request;
  }

  return {
    stages,
    enter(transaction, input) {
      notify?.(transaction, 'STARTED', streamed ? {} : { request: input as Message });
      if (requestLog === 'all')
        log.info(
          { method: method.path, id: transaction.id, transport: transaction.call.transport },
          'request',
        );
      if (streamed) return checkEach(transaction, input as AsyncIterable<Message>);
      const request = input as Message;
      // Each stage is waited for only when it is asynchronous: a token that is remembered is checked in one go.
      let pending = authenticate?.(transaction);
      if (pending) return resume(transaction, request, pending, 1);
      pending = authorize?.(transaction);
      if (pending) return resume(transaction, request, pending, 2);
      pending = mutateRequest?.(transaction, request);
      if (pending) return resume(transaction, request, pending, 3);
      validate(request);
      notify?.(transaction, 'IN_PROGRESS', { request });
      return request;
    },
    shape: answer => shape(output, answer),
    async fail(transaction, thrown) {
      const error = toHawserError(thrown, transaction.id);
      for (const failure of await transaction.rollback()) {
        log.error({ err: failure, method: method.path, id: transaction.id }, 'rollback failed');
      }
      if (requestLog !== 'none') logFailure(log, method, transaction, error);
      notify?.(transaction, 'FAILURE', { error });
      return error;
    },
  };
}

/** A full message of what a body returned, which may be just its fields, or plain JSON where that is the message. */
function shape(schema: DescMessage, answer: unknown): Message {
  if (isMessage(answer, schema)) return answer;
  if (schema.typeName === StructSchema.typeName) return fromJson(schema, (answer ?? {}) as JsonObject);
  return create(schema, (answer ?? {}) as Record<string, unknown>);
}

function logFailure(log: Log, method: MethodInfo, transaction: Transaction, error: HawserError): void {
  const fields = { method: method.path, id: transaction.id, code: error.code };
  if (error.code === 'UNKNOWN' || error.code === 'DB_QUERY')
    log.error({ ...fields, err: error.cause ?? error }, error.message);
  else if (error.code === 'GRPC_CONNECTION') log.warn({ ...fields, err: error.cause }, error.message);
  else log.debug(fields, error.message);
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
