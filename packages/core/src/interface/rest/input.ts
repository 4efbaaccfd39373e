import type { IncomingMessage } from 'node:http';
import type { Message, Registry } from '@bufbuild/protobuf';
import { errors } from '../../error/index.ts';
import type { MethodInfo } from '../../pipeline/index.ts';
import { checkContentType, hasBody, readBody } from './body.ts';
import type { Binding } from './http-rule.ts';
import { compileDecode } from './json/codec.ts';
import type { Query } from './query.ts';
import { compileRequest } from './request.ts';
import { readLines } from './stream/lines.ts';

/** What a method is called with. */
export type Input = Message | AsyncIterable<Message>;

/**
 * Reads a request and calls `use` with the method's input, once.
 * @throws what is wrong, when that is known at once; `fail` is called with what turns out later.
 */
export type ReadInput = (
  request: IncomingMessage,
  query: Query,
  use: (input: Input) => void,
  fail: (thrown: unknown) => void,
) => void;

const json = ['application/json'];
const lines = ['application/x-ndjson', 'application/json'];

/** How the requests of one binding are read. @param limit of a body and, of a streamed one, of a line, in bytes. */
export function compileInput(
  { desc }: MethodInfo,
  binding: Binding,
  registry: Registry,
  limit: number,
): ReadInput {
  if (desc.methodKind === 'client_streaming' || desc.methodKind === 'bidi_streaming') {
    const decode = compileDecode(desc.input, registry);
    return (request, _query, use) => {
      checkContentType(request, lines);
      use(readLines(request, limit, decode));
    };
  }
  const decode = compileRequest(desc.input, binding, registry);
  const make = (request: IncomingMessage, query: Query, body: Buffer | undefined) =>
    decode({ url: request.url!, query, body });
  if (binding.body === undefined) {
    return (request, query, use) => {
      if (hasBody(request)) throw errors.invalid('body', 'is not taken by this method');
      use(make(request, query, undefined));
    };
  }
  return (request, query, use, fail) => {
    if (!hasBody(request)) {
      use(make(request, query, undefined));
      return;
    }
    checkContentType(request, json);
    readBody(request, limit, fail, bytes => use(make(request, query, bytes)));
  };
}
