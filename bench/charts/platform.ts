import { join } from 'node:path';
import { create, createFileRegistry, type DescService } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { z } from 'zod';
import type { ChartSource, ServiceSource } from '../../packages/chart/src/generate/index.ts';
import { type Manifest, type ServerKind, Service } from '../../packages/core/src/index.ts';

/** Services of a platform as large as the ancestors', each with the servers that it has beside gRPC, and whom it calls. */
const services: Readonly<Record<string, readonly [servers: readonly ServerKind[], asks: readonly string[]]>> =
  {
    identity: [['rest'], []],
    secret: [['rest'], ['identity']],
    repository: [['rest'], ['identity', 'secret']],
    config: [[], ['identity']],
    plugin: [
      ['rest', 'scheduler', 'worker'],
      ['identity', 'secret', 'repository'],
    ],
    inventory: [
      ['rest', 'scheduler', 'worker'],
      ['identity', 'secret', 'repository', 'plugin'],
    ],
    monitoring: [
      ['rest', 'scheduler', 'worker'],
      ['identity', 'secret', 'plugin', 'inventory', 'notification'],
    ],
    statistics: [
      ['scheduler', 'worker'],
      ['identity', 'inventory', 'monitoring', 'cost-analysis'],
    ],
    'cost-analysis': [
      ['rest', 'scheduler', 'worker'],
      ['identity', 'secret', 'plugin', 'inventory'],
    ],
    notification: [
      ['scheduler', 'worker'],
      ['identity', 'secret', 'plugin'],
    ],
    billing: [[], ['identity', 'secret', 'plugin']],
    'billing-v2': [[], ['identity', 'cost-analysis']],
    'power-scheduler': [
      ['scheduler', 'worker'],
      ['identity', 'inventory', 'secret'],
    ],
    'spot-automation': [
      ['scheduler', 'worker'],
      ['identity', 'inventory', 'secret'],
    ],
    'spot-automation-proxy': [['rest'], ['spot-automation']],
    'cost-saving': [['worker'], ['identity', 'cost-analysis']],
    supervisor: [['scheduler'], ['plugin', 'repository']],
    console: [['rest'], ['identity']],
    'console-api': [['rest'], ['identity', 'inventory', 'monitoring']],
    'marketplace-assets': [['rest'], []],
    docs: [['rest'], []],
    'project-site': [['rest'], []],
    board: [['rest'], ['identity']],
    dashboard: [['rest'], ['identity', 'inventory', 'cost-analysis']],
  };

const descriptions = new Map(Object.keys(services).map(name => [name, contractOf(name)]));

/** A contract without methods: a chart needs its name alone. */
function contractOf(name: string): DescService {
  const file = `bench/${name}.proto`;
  const bench = `bench.${name.replaceAll('-', '_')}.v1`;
  const proto = create(FileDescriptorProtoSchema, {
    name: file,
    package: bench,
    syntax: 'proto3',
    service: [{ name: 'Resource' }],
  });
  return createFileRegistry(proto, () => undefined).getService(`${bench}.Resource`)!;
}

function manifestOf(name: string): Manifest {
  const [servers, asks] = services[name]!;
  // One signs the platform's own token, as the identity does; it is what others call each other with.
  const config = z.strictObject({
    TOKEN: z.string().meta({ secretFile: { secret: 'system', key: 'system.pem', kind: 'rsa' } }),
  });
  return {
    name,
    version: '0.1.0',
    summary: `The service ${name}.`,
    services: [class extends Service(descriptions.get(name)!) {}],
    servers: ['grpc', ...servers],
    ...(asks.length > 0 || name === 'identity' ? { migrations: [{ name: '0001', up: 'SELECT 1' }] } : {}),
    ...(name === 'identity' ? { config } : {}),
    asks: asks.map(other => descriptions.get(other)!),
  };
}

/** What the charts of 24 services are made from, as if their sources were in a folder. */
export function platformIn(folder: string): ChartSource {
  return {
    services: Object.keys(services).map(
      (name): ServiceSource => ({ manifest: manifestOf(name), folder: join(folder, 'services', name) }),
    ),
  };
}
