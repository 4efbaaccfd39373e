import type { DescMethod, DescService } from '@bufbuild/protobuf';
import type { ZodObject } from 'zod';
import type { ConfigTree } from '../config/index.ts';
import type { Migration } from '../connector/postgres/migration.ts';
import type { ServiceClass } from '../service/service.ts';

/** The kinds of server that a service can run. */
export type ServerKind = 'grpc' | 'rest' | 'scheduler' | 'worker';

/** What a service is to its platform. A `supervisor` keeps plugins running: in a cluster it may do so where plugins run. */
export type ServiceKind = 'backend' | 'supervisor';

/** A method that a schedule calls by the queue, as the system itself. */
export interface ScheduledTask {
  /** An rpc of this service. */
  method: DescMethod;
  /** The fields of the request. Default: none. */
  request?: Readonly<Record<string, unknown>>;
}

/**
 * The one description of a service, exported by the `service.ts` at its root. Servers, clients, local run, charts and
 * the deployment graph are derived from it.
 */
export interface Manifest {
  /** Lower-case words joined by hyphens, as in addresses and charts: `cost-analysis`. */
  name: string;
  /** SemVer. */
  version: string;
  /** One line that says what the service is for. */
  summary: string;
  /** Default: `backend`. */
  kind?: ServiceKind;
  /** What implements the contract. */
  services: readonly ServiceClass[];
  /** The servers that the service has. */
  servers: readonly ServerKind[];
  /** The port of the gRPC server on one machine. Default there: the next free one from 50051. */
  localPort?: number;
  /** The service's own configuration keys, beside the framework's. */
  config?: ZodObject;
  /** The service's defaults of the configuration, over the framework's. */
  defaults?: ConfigTree;
  /** Defaults where one machine hosts the platform, such as paths in its data folder. */
  localDefaults?: (dataDir: string) => ConfigTree;
  /** Migrations of the database `default`, in order. */
  migrations?: readonly Migration[];
  /** The services that this one calls. Asking any other is refused, since the deployment graph comes from here. */
  asks?: readonly DescService[];
  /** The plugin services that this one calls, each at an address known only at run time. */
  plugins?: readonly DescService[];
  /** What the schedules of the configuration (`SCHEDULERS`) can run, by the schedule's name or its backend's. */
  tasks?: Readonly<Record<string, ScheduledTask>>;
}

/** Checks a manifest where its types can't and returns it. @throws Error naming what is wrong. */
export function defineService<const M extends Manifest>(manifest: M): M {
  const fail = (reason: string): never => {
    throw new Error(`the manifest of "${manifest.name}" ${reason}`);
  };
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(manifest.name))
    fail('needs a name of lower-case words joined by hyphens');
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(manifest.version))
    fail(`has the version "${manifest.version}", which isn't SemVer`);
  const names = manifest.services.map(({ service }) => service.typeName);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) fail(`implements ${twice} twice`);
  for (const type of manifest.services) {
    const methods = type.service.methods.filter(({ localName }) =>
      Object.hasOwn(type.prototype as object, localName),
    );
    if (methods.length === 0) fail(`names ${type.name}, which implements no rpc of ${type.service.typeName}`);
  }
  return manifest;
}

/** The short name by which others address the service of a contract: the package's part before its version. */
export function serviceName(service: DescService): string {
  const parts = service.file.proto.package.split('.');
  const name = parts.findLast(part => !/^v\d+\w*$/.test(part));
  return (name ?? service.name).replaceAll('_', '-');
}
