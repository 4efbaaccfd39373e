import type { JsonObject } from '@bufbuild/protobuf';
import { usageError } from '../error.ts';
import { invokeOnce } from '../remote/invoke.ts';
import { withParameters } from '../remote/json.ts';
import { findRemote, type RemoteOptions } from '../remote/server.ts';
import { type Format, formatData, print } from '../terminal/output.ts';
import { idField } from './columns.ts';
import { showAnswer } from './show.ts';

export interface GetCommand extends RemoteOptions {
  parameters?: readonly string[] | undefined;
  output: Format;
}

/** Prints one resource, found by its id. */
export async function runGet(resource: string, id: string | undefined, options: GetCommand): Promise<void> {
  const server = await findRemote(resource, options, 'get');
  try {
    const callable = server.method('get');
    const { input, output } = callable.method;
    const request: JsonObject = {};
    if (id !== undefined) {
      const field = idField(input) ?? input.fields.find(({ fieldKind }) => fieldKind === 'scalar');
      if (!field)
        throw usageError(
          `${callable.method.parent.typeName}.${callable.method.name} takes no id`,
          'leave it out',
        );
      request[field.name] = id;
    }
    const answer = await invokeOnce(
      callable,
      withParameters(input, request, options.parameters ?? []),
      server.call,
    );
    await print(
      options.output === 'table' ? showAnswer(answer, output) : await formatData(answer, options.output),
    );
  } finally {
    server.close();
  }
}
