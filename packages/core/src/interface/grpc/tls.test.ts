import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { create, toBinary } from '@bufbuild/protobuf';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import {
  type CreateRegionRequest,
  CreateRegionRequestSchema,
  Region,
} from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Application, createClient, defineService, Service } from '../../index.ts';
import { grpcJs } from './grpc-js/index.ts';
import { startGrpcServer } from './start.ts';

class RegionService extends Service(Region) {
  create({ name }: CreateRegionRequest) {
    return { name };
  }
}

const manifest = defineService({
  name: 'inventory',
  version: '1.0.0',
  summary: 'under test',
  services: [RegionService],
  servers: ['grpc'],
});
const request = { name: 'n', regionCode: 'c', provider: 'p' };
const without =
  spawnSync('openssl', ['version']).error !== undefined &&
  'openssl, which makes the certificates, is not here';

describe('gRPC over TLS', { skip: without }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-tls-'));
  const file = (name: string) => join(folder, name);
  const pem = (name: string) => readFileSync(file(name), 'utf8');
  let application: Application;

  before(async () => {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
    const fresh = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    openssl(...fresh, '-subj', '/CN=ca', '-keyout', 'ca.key', '-out', 'ca.crt');
    for (const name of ['server', 'caller']) {
      const signed = [
        ...fresh,
        '-subj',
        `/CN=${name}`,
        '-CA',
        'ca.crt',
        '-CAkey',
        'ca.key',
        '-addext',
        'basicConstraints=CA:FALSE',
      ];
      openssl(
        ...signed,
        '-addext',
        'subjectAltName=DNS:localhost',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.crt`,
      );
    }
    const tls = { cert: file('server.crt'), key: file('server.key'), ca: file('ca.crt') };
    const config = {
      SERVERS: { grpc: { host: '127.0.0.1', port: 0, tls } },
      HANDLERS: { authentication: [{ backend: 'anonymous' }] },
      LOG: { level: 'silent' as const },
    };
    application = new Application(manifest, { config });
    await application.start([startGrpcServer]);
  });
  after(async () => {
    await application.stop(1_000);
    rmSync(folder, { recursive: true });
  });

  const call = async (tls: { ca: string; cert?: string; key?: string }) => {
    const port = application.servers[0]!.address.split(':').at(-1);
    const channel = grpcJs.connect(`localhost:${port}`, { tls, maxReceiveBytes: 1 << 20, idempotent: [] });
    try {
      return await createClient(Region, { channel: () => channel }).create(request, { timeoutMs: 5_000 });
    } finally {
      channel.close();
    }
  };

  it('answers callers with a certificate that its authority signed', async () => {
    const answer = await call({ ca: pem('ca.crt'), cert: pem('caller.crt'), key: pem('caller.key') });
    assert.equal(answer.name, 'n');
  });

  it('refuses callers without one', async () => {
    await assert.rejects(call({ ca: pem('ca.crt') }), { code: 'GRPC_CONNECTION' });
  });
});

describe('gRPC messages', () => {
  let application: Application;
  let client: Client;
  const send = (bytes: Buffer, metadata = new Metadata(), options = {}) =>
    new Promise<string>((resolve, reject) => {
      const path = '/spaceone.api.inventory.v1.Region/create';
      const done = (error: Error | null, answer?: Buffer) =>
        error ? reject(error) : resolve(answer!.toString('latin1'));
      client.makeUnaryRequest(
        path,
        (given: Buffer) => given,
        (given: Buffer) => given,
        bytes,
        metadata,
        options,
        done,
      );
    });

  before(async () => {
    const SERVERS = { grpc: { host: '127.0.0.1', port: 0, maxMessageBytes: 4096 } };
    const HANDLERS = { authentication: [{ backend: 'anonymous' }] };
    application = new Application(manifest, { config: { SERVERS, HANDLERS, LOG: { level: 'silent' } } });
    await application.start([startGrpcServer]);
    client = new Client(application.servers[0]!.address, credentials.createInsecure(), {
      'grpc.default_compression_algorithm': 2,
    });
  });
  after(async () => {
    client.close();
    await application.stop(1_000);
  });

  const bytes = (name: string) =>
    Buffer.from(toBinary(CreateRegionRequestSchema, create(CreateRegionRequestSchema, { ...request, name })));

  it('may be compressed', async () => {
    const compressible = 'x'.repeat(200);
    assert.ok(gzipSync(bytes(compressible)).length < bytes(compressible).length);
    assert.match(await send(bytes(compressible)), new RegExp(compressible));
  });

  it('that are too large are refused, compressed or not', async () => {
    await assert.rejects(send(bytes('y'.repeat(5_000))), { code: 8 });
  });

  it('that aren’t messages are an invalid parameter', async () => {
    await assert.rejects(send(Buffer.from([255, 255, 255])), /ERROR_INVALID_PARAMETER/);
  });
});
