import {
  create,
  type DescMessage,
  fromJson,
  isMessage,
  type JsonObject,
  type Message,
} from '@bufbuild/protobuf';
import { StructSchema } from '@bufbuild/protobuf/wkt';
import { type HawserError, toHawserError } from '../error/index.ts';
import type { Handler } from '../handler/handler.ts';
import type { Log } from '../log.ts';
import type { Transaction } from '../transaction/index.ts';
import type { MethodInfo } from './method.ts';
import { compileStages, type MethodStages } from './stages.ts';
import { compileValidate } from './validate.ts';

/** Which calls are written to the log: all of them, those that failed through our own fault, or none. */
export type RequestLog = 'none' | 'errors' | 'all';

/** What the steps of a method are compiled from. */
export interface StepParts {
  method: MethodInfo;
  handlers: readonly Handler[];
  log: Log;
  requestLog: RequestLog;
}

/** A request, or the stream of them. */
export type Input = Message | AsyncIterable<Message>;

/** What comes before and after a method's body, whether it answers once or with a stream. */
export interface Steps {
  stages: MethodStages;
  /** Lets a request in: from event STARTED to validation. A promise only when a stage is asynchronous. */
  enter(transaction: Transaction, input: Input): Input | Promise<Input>;
  /** A full message of what a body returned. */
  shape(answer: unknown): Message;
  /** Undoes what was done, and tells of the failure. @returns what the caller may see */
  fail(transaction: Transaction, thrown: unknown): Promise<HawserError>;
}

/** Compiles the steps of a method once, with empty stages left out. */
export function compileSteps({ method, handlers, log, requestLog }: StepParts): Steps {
  const stages = compileStages(handlers, method, log);
  const { authenticate, authorize, mutateRequest, notify } = stages;
  const validate = compileValidate(method.desc.input);
  const output = method.desc.output;
  const streamed =
    method.desc.methodKind === 'client_streaming' || method.desc.methodKind === 'bidi_streaming';

  const logRequest =
    requestLog === 'all' &&
    (({ id, call: { transport } }: Transaction) =>
      log.info({ method: method.path, id, transport }, 'request'));

  async function checkEach(transaction: Transaction, messages: AsyncIterable<Message>): Promise<Input> {
    await authenticate?.(transaction);
    await authorize?.(transaction);
    if (logRequest) logRequest(transaction);
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
    if (next <= 2) {
      if (logRequest) logRequest(transaction);
      await mutateRequest?.(transaction, request);
    }
    validate(request);
    notify?.(transaction, 'IN_PROGRESS', { request });
    return request;
  }

  return {
    stages,
    enter(transaction, input) {
      notify?.(transaction, 'STARTED', streamed ? {} : { request: input as Message });
      if (streamed) return checkEach(transaction, input as AsyncIterable<Message>);
      const request = input as Message;
      // Each stage is waited for only when it is asynchronous: a token that is remembered is checked in one go.
      let pending = authenticate?.(transaction);
      if (pending) return resume(transaction, request, pending, 1);
      pending = authorize?.(transaction);
      if (pending) return resume(transaction, request, pending, 2);
      if (logRequest) logRequest(transaction);
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
