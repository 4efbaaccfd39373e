import type { DescMethod, JsonValue, Message, Registry } from '@bufbuild/protobuf';
import type { CallOptions } from '@hawser/core';
import { createClient } from '@hawser/core/connector/service';
import type { GrpcChannel } from '@hawser/core/interface/grpc';
import { readMessage, writeMessage } from './json.ts';

/** A method that can be called, with what its messages need to be read and written. */
export interface Callable {
  method: DescMethod;
  registry: Registry;
  channel: GrpcChannel;
}

type AnyMethod = (input: unknown, options: CallOptions) => Promise<Message> | AsyncIterable<Message>;

/** Whether a method takes several requests. */
export const takesStream = ({ methodKind }: DescMethod): boolean =>
  methodKind === 'client_streaming' || methodKind === 'bidi_streaming';

/** Whether a method gives several answers. */
export const givesStream = ({ methodKind }: DescMethod): boolean =>
  methodKind === 'server_streaming' || methodKind === 'bidi_streaming';

/** Calls a method of any kind with JSON. A method that takes one request gets the first, and `{}` when there is none. */
export async function* invoke(
  { method, registry, channel }: Callable,
  requests: AsyncIterable<JsonValue>,
  options: CallOptions,
): AsyncGenerator<JsonValue> {
  const client = createClient(method.parent, { channel: () => channel });
  const call = (client as unknown as Record<string, AnyMethod>)[method.localName]!;
  const messages = readAll(requests, json => readMessage(method.input, json, registry));
  const failed = messages.failure;
  const answer = call(
    takesStream(method) ? messages : await first(messages, () => readMessage(method.input, {}, registry)),
    options,
  );
  try {
    if (givesStream(method)) {
      for await (const message of answer as AsyncIterable<Message>)
        yield writeMessage(method.output, message, registry);
    } else {
      yield writeMessage(method.output, await (answer as Promise<Message>), registry);
    }
  } catch (thrown) {
    // A request that can't be read cancels the call; what was wrong with it says more than that.
    throw failed() ?? thrown;
  }
}

/** The one request of {@link invoke}, for callers that have a single answer to wait for. */
export async function invokeOnce(
  callable: Callable,
  request: JsonValue,
  options: CallOptions,
): Promise<JsonValue> {
  for await (const answer of invoke(callable, once(request), options)) return answer;
  return {};
}

export async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

/** The values as messages; remembers what the source or the reading of it threw. */
function readAll<T, U>(
  source: AsyncIterable<T>,
  read: (value: T) => U,
): AsyncGenerator<U> & { failure: () => unknown } {
  let failure: unknown;
  async function* all() {
    try {
      for await (const value of source) yield read(value);
    } catch (thrown) {
      failure = thrown;
      throw thrown;
    }
  }
  return Object.assign(all(), { failure: () => failure });
}

async function first<T>(source: AsyncIterable<T>, otherwise: () => T): Promise<T> {
  for await (const value of source) return value;
  return otherwise();
}
