import {
  create,
  createFileRegistry,
  type DescService,
  type FileRegistry,
  fromBinary,
} from '@bufbuild/protobuf';
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { createClient } from '@hawser/core/connector/service';
import { HawserError } from '@hawser/core/error';
import type { GrpcChannel } from '@hawser/core/interface/grpc';
import {
  type ServerReflectionRequest,
  type ServerReflectionResponse,
  ServerReflection as V1,
} from '@hawser/proto/grpc/reflection/v1/reflection_pb.js';
import { ServerReflection as V1Alpha } from '@hawser/proto/grpc/reflection/v1alpha/reflection_pb.js';
import { CliError } from '../error.ts';

type Question = ServerReflectionRequest['messageRequest'];
type Answer = ServerReflectionResponse['messageResponse'];

/** The longest that a server may take to describe itself, in milliseconds. */
const timeoutMs = 10_000;

/** What a server says of its own contract: reflection v1, or v1alpha where the server has only that. */
export class Reflection {
  readonly #channel: GrpcChannel;
  #version: typeof V1 | typeof V1Alpha = V1;

  constructor(channel: GrpcChannel) {
    this.#channel = channel;
  }

  /** The full names of the server's services. */
  async services(): Promise<string[]> {
    const [answer] = await this.#ask([{ case: 'listServices', value: '*' }]);
    if (answer?.case !== 'listServicesResponse') throw refused(answer, 'the list of its services');
    return answer.value.service.map(({ name }) => name).sort();
  }

  /** A service's description with everything that it needs. @throws CliError when the server hasn't got it */
  async describe(typeName: string): Promise<{ service: DescService; registry: FileRegistry }> {
    const files = new Map<string, FileDescriptorProto>();
    let questions: Question[] = [{ case: 'fileContainingSymbol', value: typeName }];
    while (questions.length > 0) {
      const answers = await this.#ask(questions);
      for (const [i, answer] of answers.entries()) {
        if (answer.case !== 'fileDescriptorResponse') throw refused(answer, String(questions[i]!.value));
        for (const bytes of answer.value.fileDescriptorProto) {
          const file = fromBinary(FileDescriptorProtoSchema, bytes);
          files.set(file.name, file);
        }
      }
      const imports = new Set([...files.values()].flatMap(({ dependency }) => dependency));
      questions = [...imports]
        .filter(name => !files.has(name))
        .map(name => ({ case: 'fileByFilename', value: name }) as const);
    }
    const registry = createFileRegistry(
      create(FileDescriptorSetSchema, { file: importsFirst(files, typeName) }),
    );
    const service = registry.getService(typeName);
    if (!service) throw new CliError(`the server has no service ${typeName}`);
    return { service, registry };
  }

  async #ask(questions: readonly Question[]): Promise<Answer[]> {
    try {
      return await this.#stream(questions);
    } catch (thrown) {
      const unknown = thrown instanceof HawserError && thrown.code === 'NOT_IMPLEMENTED';
      if (!unknown || this.#version === V1Alpha) throw thrown;
      this.#version = V1Alpha;
      return this.#stream(questions);
    }
  }

  async #stream(questions: readonly Question[]): Promise<Answer[]> {
    // The two versions differ in their package alone.
    const client = createClient(this.#version as typeof V1, { channel: () => this.#channel });
    async function* requests() {
      for (const messageRequest of questions) yield { messageRequest };
    }
    const answers: Answer[] = [];
    for await (const { messageResponse } of client.serverReflectionInfo(requests(), { timeoutMs }))
      answers.push(messageResponse);
    return answers;
  }
}

/** The files in an order in which each comes after those that it imports. @throws CliError when they import each other */
function importsFirst(
  files: ReadonlyMap<string, FileDescriptorProto>,
  typeName: string,
): FileDescriptorProto[] {
  const ordered = new Map<string, FileDescriptorProto>();
  const add = (file: FileDescriptorProto, importers: readonly string[]): void => {
    if (ordered.has(file.name)) return;
    if (importers.includes(file.name))
      throw new CliError(`the server describes ${typeName} by files that import each other: ${file.name}`);
    for (const name of file.dependency) add(files.get(name)!, [...importers, file.name]);
    ordered.set(file.name, file);
  };
  for (const file of files.values()) add(file, []);
  return [...ordered.values()];
}

function refused(answer: Answer | undefined, what: string): CliError {
  const reason = answer?.case === 'errorResponse' ? answer.value.errorMessage : 'no answer';
  return new CliError(`the server doesn't describe ${what}: ${reason}`);
}
