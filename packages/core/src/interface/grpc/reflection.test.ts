import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { create, createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';
import { Health, HealthCheckResponse_ServingStatus } from '@hawser/proto/grpc/health/v1/health_pb.js';
import { ServerReflection as V1 } from '@hawser/proto/grpc/reflection/v1/reflection_pb.js';
import { ServerReflection as V1Alpha } from '@hawser/proto/grpc/reflection/v1alpha/reflection_pb.js';
import { ServerInfo } from '@hawser/proto/spaceone/api/core/v1/server_info_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, createClient, defineService, Service } from '../../index.ts';
import type { GrpcChannel } from './engine.ts';
import { grpcJs } from './grpc-js/index.ts';
import { startGrpcServer } from './start.ts';

class RegionService extends Service(Region) {
  get() {
    return {};
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.2.3',
  summary: 'under test',
  services: [RegionService],
  servers: ['grpc'],
});

describe('what a gRPC server says of itself', () => {
  let application: Application;
  let channel: GrpcChannel;

  before(async () => {
    const config = {
      SERVERS: { grpc: { host: '127.0.0.1', port: 0 } },
      HANDLERS: { authentication: [{ backend: 'anonymous' }] },
      LOG: { level: 'silent' as const },
    };
    application = new Application(manifest, { config });
    await application.start([startGrpcServer]);
    channel = grpcJs.connect(application.servers[0]!.address, { maxReceiveBytes: 1 << 24, idempotent: [] });
  });
  after(async () => {
    channel.close();
    await application.stop(1_000);
  });

  for (const [version, service] of [
    ['v1', V1],
    ['v1alpha', V1Alpha],
  ] as const) {
    type Request = Parameters<ReturnType<typeof createClient<typeof V1>>['serverReflectionInfo']>[0];
    /** One request, half close, one answer: as SpaceONE's clients ask. */
    const ask = async (messageRequest: { case: string; value: unknown }) => {
      const client = createClient(service as typeof V1, { channel: () => channel });
      const requests = (async function* () {
        yield { messageRequest };
      })() as Request;
      for await (const answer of client.serverReflectionInfo(requests)) return answer.messageResponse;
      throw new Error('no answer');
    };
    const file = async (request: { case: string; value: unknown }): Promise<FileDescriptorProto> => {
      const answer = await ask(request);
      assert.equal(answer.case, 'fileDescriptorResponse', JSON.stringify(answer.value));
      const { fileDescriptorProto } = answer.value as { fileDescriptorProto: Uint8Array[] };
      return fromBinary(FileDescriptorProtoSchema, fileDescriptorProto[0]!);
    };

    it(`${version}: every listed service resolves, with all imports under the names that are stated`, async () => {
      const answer = await ask({ case: 'listServices', value: '' });
      assert.equal(answer.case, 'listServicesResponse');
      const names = (answer.value as { service: { name: string }[] }).service.map(({ name }) => name);
      assert.ok(names.includes('spaceone.api.inventory.v1.Region'));
      const files = new Map<string, FileDescriptorProto>();
      const collect = async (found: FileDescriptorProto) => {
        if (files.has(found.name)) return;
        for (const name of found.dependency)
          await collect(await file({ case: 'fileByFilename', value: name }));
        files.set(found.name, found);
      };
      for (const name of names) await collect(await file({ case: 'fileContainingSymbol', value: name }));
      const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [...files.values()] }));
      for (const name of names) assert.ok(registry.getService(name), name);
      assert.equal(
        registry.getMessage('spaceone.api.inventory.v1.RegionInfo')!.fields.length,
        Region.method.get.output.fields.length,
      );
    });

    it(`${version}: the unknown is NOT_FOUND, and extensions are found`, async () => {
      const absent = await ask({ case: 'fileContainingSymbol', value: 'no.Such' });
      assert.equal(absent.case === 'errorResponse' && absent.value.errorCode, 5);
      const options = { containingType: 'google.protobuf.MethodOptions', extensionNumber: 50701 };
      assert.equal(
        (await file({ case: 'fileContainingExtension', value: options })).name,
        'hawser/v1/options.proto',
      );
      const numbers = await ask({
        case: 'allExtensionNumbersOfType',
        value: 'google.protobuf.MethodOptions',
      });
      assert.ok(
        numbers.case === 'allExtensionNumbersResponse' && numbers.value.extensionNumber.includes(50701),
      );
    });
  }

  it('tells its version and its health', async () => {
    assert.equal(
      (await createClient(ServerInfo, { channel: () => channel }).get_version({})).version,
      '1.2.3',
    );
    const health = createClient(Health, { channel: () => channel });
    assert.equal((await health.check({})).status, HealthCheckResponse_ServingStatus.SERVING);
    await assert.rejects(health.check({ service: 'no.Such' }), { code: 'NOT_FOUND' });
    const states: HealthCheckResponse_ServingStatus[] = [];
    for await (const { status } of health.watch({ service: 'spaceone.api.inventory.v1.Region' })) {
      states.push(status);
      if (states.length === 1) application.readiness.report('database', 'is away');
      if (states.length === 2) application.readiness.report('database', undefined);
      if (states.length === 3) break;
    }
    const { SERVING, NOT_SERVING } = HealthCheckResponse_ServingStatus;
    assert.deepEqual(states, [SERVING, NOT_SERVING, SERVING]);
  });
});
