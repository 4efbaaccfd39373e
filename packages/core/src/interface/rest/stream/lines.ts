import type { IncomingMessage } from 'node:http';
import type { JsonValue, Message } from '@bufbuild/protobuf';
import { errors, HawserError } from '../../../error/index.ts';
import { parseJson } from '../json/parse.ts';

const newline = 0x0a;

/**
 * The messages of a request body of newline-delimited JSON, read as fast as they are asked for. Empty lines are skipped.
 * @param limit of one line, in bytes.
 * @throws INVALID_PARAMETER naming the line; CANCELLED when the caller goes away before the end.
 */
export async function* readLines(
  request: IncomingMessage,
  limit: number,
  decode: (json: JsonValue) => Message,
): AsyncGenerator<Message> {
  let number = 0;
  for await (const line of split(request, limit)) {
    number++;
    const json = atLine(number, () => parseJson(line));
    if (json !== undefined) yield atLine(number, () => decode(json));
  }
}

async function* split(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  const take = (piece: Buffer): void => {
    size += piece.length;
    if (size > limit) throw errors.invalid('body', `has a line of more than ${limit} bytes`);
    held.push(piece);
  };
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
        take(chunk.subarray(from, at));
        yield trim(held);
        held = [];
        size = 0;
        from = at + 1;
      }
      if (from < chunk.length) take(chunk.subarray(from));
    }
  } catch (thrown) {
    if (thrown instanceof HawserError) throw thrown;
    throw errors.cancelled();
  }
  if (size > 0) yield trim(held);
}

function trim(pieces: Buffer[]): Buffer {
  const line = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  let end = line.length;
  while (end > 0 && line[end - 1]! <= 0x20) end--;
  return line.subarray(0, end);
}

function atLine<T>(number: number, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof HawserError)) throw thrown;
    const { code, metadata, violations } = thrown;
    throw new HawserError(code, metadata, { text: `${thrown.message} (line ${number})`, violations });
  }
}
