import { type DescFile, type DescService, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import {
  ServerReflection as ReflectionV1,
  type ServerReflectionRequest,
  type ServerReflectionResponse,
} from '@hawser/proto/grpc/reflection/v1/reflection_pb.js';
import { ServerReflection as ReflectionV1Alpha } from '@hawser/proto/grpc/reflection/v1alpha/reflection_pb.js';
import { Service, type ServiceClass } from '../../service/service.ts';

/** NOT_FOUND: any other code breaks SpaceONE's clients. */
const notFound = 5;

type Answer = ServerReflectionResponse['messageResponse'];

/**
 * Server reflection v1 and v1alpha over the compiler's own descriptors. A file's bytes are served as compiled, under
 * the name that they state; clients ask for each import by that name.
 */
export function reflectionServices(services: readonly DescService[]): ServiceClass[] {
  const index = new DescriptorIndex(services);
  class V1 extends Service(ReflectionV1) {
    async *serverReflectionInfo(requests: AsyncIterable<ServerReflectionRequest>) {
      for await (const request of requests) {
        yield {
          validHost: request.host,
          originalRequest: request,
          messageResponse: index.answer(request.messageRequest),
        };
      }
    }
  }
  class V1Alpha extends Service(ReflectionV1Alpha) {
    async *serverReflectionInfo(
      requests: AsyncIterable<{ host: string; messageRequest: ServerReflectionRequest['messageRequest'] }>,
    ) {
      for await (const request of requests) {
        // The two versions differ in their package alone.
        const answer = index.answer(request.messageRequest);
        yield {
          validHost: request.host,
          originalRequest: request as never,
          messageResponse: answer as never,
        };
      }
    }
  }
  return [V1, V1Alpha];
}

/** Files by their name and by what they declare. */
class DescriptorIndex {
  readonly #services: readonly string[];
  readonly #files = new Map<string, DescFile>();
  readonly #symbols = new Map<string, DescFile>();
  readonly #extensions = new Map<string, Map<number, DescFile>>();

  constructor(services: readonly DescService[]) {
    const all = [...services, ReflectionV1, ReflectionV1Alpha];
    this.#services = all.map(service => service.typeName);
    for (const service of all) this.#add(service.file);
  }

  #add(file: DescFile): void {
    const name = file.proto.name;
    if (this.#files.has(name)) return;
    this.#files.set(name, file);
    for (const dependency of file.dependencies) this.#add(dependency);
    for (const service of file.services) {
      this.#symbols.set(service.typeName, file);
      for (const method of service.methods) this.#symbols.set(`${service.typeName}.${method.name}`, file);
    }
    const addMessages = (messages: DescFile['messages']) => {
      for (const message of messages) {
        this.#symbols.set(message.typeName, file);
        for (const nested of message.nestedEnums) this.#symbols.set(nested.typeName, file);
        for (const extension of message.nestedExtensions) this.#addExtension(extension, file);
        addMessages(message.nestedMessages);
      }
    };
    addMessages(file.messages);
    for (const declared of file.enums) this.#symbols.set(declared.typeName, file);
    for (const extension of file.extensions) this.#addExtension(extension, file);
  }

  #addExtension(extension: DescFile['extensions'][number], file: DescFile): void {
    this.#symbols.set(extension.typeName, file);
    const numbers = this.#extensions.get(extension.extendee.typeName) ?? new Map<number, DescFile>();
    numbers.set(extension.number, file);
    this.#extensions.set(extension.extendee.typeName, numbers);
  }

  answer(request: ServerReflectionRequest['messageRequest']): Answer {
    switch (request.case) {
      case 'listServices':
        return {
          case: 'listServicesResponse',
          value: { service: this.#services.map(name => ({ name })) } as never,
        };
      case 'fileByFilename':
        return fileAnswer(this.#files.get(request.value), request.value);
      case 'fileContainingSymbol':
        return fileAnswer(this.#symbols.get(request.value), request.value);
      case 'fileContainingExtension': {
        const { containingType, extensionNumber } = request.value;
        return fileAnswer(
          this.#extensions.get(containingType)?.get(extensionNumber),
          `${containingType} ${extensionNumber}`,
        );
      }
      case 'allExtensionNumbersOfType': {
        const numbers = this.#extensions.get(request.value);
        if (!numbers && !this.#symbols.has(request.value)) return absent(request.value);
        const extensionNumber = [...(numbers?.keys() ?? [])];
        return {
          case: 'allExtensionNumbersResponse',
          value: { baseTypeName: request.value, extensionNumber } as never,
        };
      }
      default:
        return absent('an empty request');
    }
  }
}

function fileAnswer(file: DescFile | undefined, asked: string): Answer {
  if (!file) return absent(asked);
  const fileDescriptorProto = [toBinary(FileDescriptorProtoSchema, file.proto)];
  return { case: 'fileDescriptorResponse', value: { fileDescriptorProto } as never };
}

function absent(asked: string): Answer {
  return {
    case: 'errorResponse',
    value: { errorCode: notFound, errorMessage: `not found: ${asked.slice(0, 200)}` } as never,
  };
}
