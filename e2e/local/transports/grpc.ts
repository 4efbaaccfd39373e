import {
  create,
  createFileRegistry,
  type DescMethod,
  type FileRegistry,
  fromBinary,
  fromJson,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import {
  ServerReflection,
  type ServerReflectionRequest,
  ServerReflectionRequestSchema,
  ServerReflectionResponseSchema,
} from '@hawser/proto/grpc/reflection/v1alpha/reflection_pb.js';
import { spaceoneError, type Transport } from './answer.ts';

const asIs = (bytes: Uint8Array) => Buffer.from(bytes);

/** Calls as grpcurl does: knowing nothing of the contract but what the server tells by reflection, v1alpha. */
export function grpcTransport(addressOf: (service: string) => string): Transport {
  const clients = new Map<string, Client>();
  const registries = new Map<string, Promise<FileRegistry>>();
  const clientOf = (address: string) => {
    const client = clients.get(address) ?? new Client(address, credentials.createInsecure());
    clients.set(address, client);
    return client;
  };
  return {
    name: 'gRPC by reflection',
    async call({ name, parent: { typeName } }, request, token) {
      const client = clientOf(addressOf(typeName));
      const registry = registries.get(typeName) ?? describe(client, typeName);
      registries.set(typeName, registry);
      const found = (await registry).getService(typeName)?.methods.find(method => method.name === name);
      const { input, output } = found as DescMethod;
      const bytes = toBinary(input, fromJson(input, request));
      try {
        const answer = await rawCall(client, `/${typeName}/${name}`, bytes, token ? { token } : {});
        return { answer: toJson(output, fromBinary(output, answer), { useProtoFieldName: true }) };
      } catch (thrown) {
        return spaceoneError((thrown as ServiceError).details);
      }
    },
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}

/** Sends bytes to a method and returns the bytes that come back. @throws ServiceError of grpc-js */
export function rawCall(
  client: Client,
  path: string,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, asIs, asIs, bytes, metadata, (error, answer) =>
      error ? reject(error) : resolve(answer!),
    );
  });
}

async function describe(client: Client, typeName: string): Promise<FileRegistry> {
  const files = new Map<string, FileDescriptorProto>();
  await ask(client, files, { case: 'fileContainingSymbol', value: typeName });
  for (;;) {
    const all = [...files.values()].flatMap(({ dependency }) => dependency);
    const missing = all.find(name => !files.has(name));
    if (missing === undefined) break;
    await ask(client, files, { case: 'fileByFilename', value: missing });
  }
  // A registry takes files after those that they import.
  const file: FileDescriptorProto[] = [];
  while (file.length < files.size) {
    const done = new Set(file.map(({ name }) => name));
    const free = [...files.values()].filter(
      ({ name, dependency }) => !done.has(name) && dependency.every(one => done.has(one)),
    );
    file.push(...free);
  }
  return createFileRegistry(create(FileDescriptorSetSchema, { file }));
}

/** One request, half close, one answer, as the clients of others do. */
async function ask(
  client: Client,
  files: Map<string, FileDescriptorProto>,
  messageRequest: ServerReflectionRequest['messageRequest'],
): Promise<void> {
  const path = `/${ServerReflection.typeName}/ServerReflectionInfo`;
  const call = client.makeBidiStreamRequest(
    path,
    (request: ServerReflectionRequest) => asIs(toBinary(ServerReflectionRequestSchema, request)),
    bytes => fromBinary(ServerReflectionResponseSchema, bytes),
  );
  call.end({ $typeName: ServerReflectionRequestSchema.typeName, host: '', messageRequest });
  for await (const { messageResponse } of call) {
    if (messageResponse.case !== 'fileDescriptorResponse') throw new Error(JSON.stringify(messageResponse));
    for (const bytes of messageResponse.value.fileDescriptorProto) {
      const file = fromBinary(FileDescriptorProtoSchema, bytes);
      files.set(file.name, file);
    }
  }
}
