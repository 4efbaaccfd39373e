import type { JsonValue } from '@bufbuild/protobuf';
import { showAnswer } from '../resource/show.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { givesStream, invoke, takesStream } from './invoke.ts';
import { withParameters } from './json.ts';
import { readRequests } from './requests.ts';
import { findRemote, type RemoteOptions } from './server.ts';
import { parseMethod } from './target.ts';

export interface CallCommand extends RemoteOptions {
  /** `name=value`, each. */
  parameters?: readonly string[] | undefined;
  output: Format;
}

/** Calls a method and prints what it answers: a document, or one a line (`---` between them in YAML) for streams. */
export async function runCall(
  name: string,
  request: string | undefined,
  options: CallCommand,
): Promise<void> {
  const target = parseMethod(name);
  const server = await findRemote(target.service, options);
  try {
    const callable = server.method(target.method);
    const { method } = callable;
    const requests = prepared(readRequests(request, takesStream(method)), json =>
      withParameters(method.input, json, options.parameters ?? []),
    );
    let count = 0;
    for await (const answer of invoke(callable, requests, server.call)) {
      if (options.output === 'table') await print(showAnswer(answer, method.output));
      else if (!givesStream(method)) await print(await formatData(answer, options.output));
      else if (options.output === 'json') await print(`${JSON.stringify(answer)}\n`);
      else await print(`${count++ > 0 ? '---\n' : ''}${await formatData(answer, 'yaml')}`);
    }
  } finally {
    server.close();
  }
}

async function* prepared(
  source: AsyncIterable<JsonValue>,
  prepare: (json: JsonValue) => JsonValue,
): AsyncGenerator<JsonValue> {
  for await (const json of source) yield prepare(json);
}
