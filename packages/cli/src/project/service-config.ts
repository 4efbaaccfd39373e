import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadServiceConfig, type Manifest, type ServerKind } from '@hawser/core';
import type { Config, Loaded } from '@hawser/core/config';
import { usageError } from '../error.ts';
import { endpointsFile, readJson } from '../session/files.ts';
import { nearestDataFolder } from './data-folder.ts';

export interface ServiceConfigOptions {
  /** The folder that the command line names; it has to be there. */
  directory?: string | undefined;
  /** A server's own layers are used when the process runs that one alone. */
  servers?: readonly ServerKind[] | undefined;
}

/** The folder in which SpaceONE's containers have a service's configuration. */
function mountedFolder(service: string): string {
  const folders = [service, service.replaceAll('-', '_')].map(name => `/opt/spaceone/${name}/config`);
  return folders.find(existsSync) ?? folders[0]!;
}

/**
 * A service's configuration as a container has it: the manifest's defaults, the folder of files, the environment.
 *
 * @throws ConfigError with every problem
 */
export function serviceConfig(manifest: Manifest, options: ServiceConfigOptions = {}): Loaded<Config> {
  const { directory, servers } = options;
  if (directory !== undefined && !existsSync(directory))
    throw usageError(`there is no folder ${resolve(directory)}`);
  return loadServiceConfig(manifest, {
    server: servers?.length === 1 ? servers[0] : undefined,
    directory: directory ?? mountedFolder(manifest.name),
    env: process.env,
  });
}

/** What PostgreSQL's folder remembers of how to connect. */
interface DatabaseLogin {
  user: string;
  password: string;
  port: number;
}

/**
 * The configuration that commands beside a server need: a container's where there is one or a folder is named, else that
 * of the platform on this machine, with its database and addresses.
 */
export async function operatorConfig(
  manifest: Manifest,
  options: ServiceConfigOptions = {},
): Promise<Loaded<Config>> {
  const dataDir = nearestDataFolder(process.cwd());
  const mounted = options.directory !== undefined || existsSync(mountedFolder(manifest.name));
  const login =
    mounted || dataDir === undefined
      ? undefined
      : readJson<DatabaseLogin>(join(dataDir, 'postgres', 'login.json'));
  if (!login || !dataDir) return serviceConfig(manifest, options);
  const { localConfig } = await import('@hawser/local');
  const known = readJson<{ url: string; grpc: Record<string, string> }>(endpointsFile(dataDir));
  const portOf = (address: string | undefined) => Number(address?.split(':').at(-1) ?? 0);
  const endpoints = Object.entries(known?.grpc ?? {}).map(([name, address]) => [name, `grpc://${address}`]);
  return localConfig(manifest, {
    dataDir,
    postgres: { host: '127.0.0.1', ...login },
    endpoints: Object.fromEntries(endpoints),
    host: '127.0.0.1',
    grpcPort: portOf(known?.grpc[manifest.name]),
    restPort: portOf(known?.url),
  });
}
