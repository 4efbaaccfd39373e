import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Application, createLog, type Manifest, Peers, serverStarters } from '@hawser/core';
import { Postgres as Database, migrate } from '@hawser/core/connector/postgres';
import { startRestFor } from '@hawser/core/interface/rest';
import { type Report, step } from '@hawser/core/progress';
import { pino } from 'pino';
import { acquireLock } from '../lock.ts';
import { freePort, requireFree } from '../ports.ts';
import { explainMaking } from '../postgres/failure.ts';
import { type Postgres, startPostgres } from '../postgres/index.ts';
import { ensureDatabases } from './databases.ts';
import type { PlatformDefinition } from './definition.ts';
import { Platform, type PlatformParts } from './platform.ts';
import { PluginProcess } from './plugin-process.ts';
import { localConfig, type Placement } from './settings.ts';

export interface UpOptions {
  /** Everything that is kept: made when it isn't there. */
  dataDir: string;
  /** Default: 127.0.0.1. */
  host?: string;
  /** REST, pages and metrics of all services. Default: 8080. 0 takes a free one. */
  restPort?: number;
  /** Takes a free port for every gRPC server, instead of the services' own. For tests. */
  anyPorts?: boolean;
  report: Report;
}

/** The first of the ports that services without one of their own get. */
const firstPort = 50_051;

/**
 * Starts a platform on this machine: PostgreSQL, every service with all its servers, and the plugins. What fails stops
 * what was started before.
 *
 * @throws LocalError with the cause and the way out in a line each
 */
export async function up(definition: PlatformDefinition, options: UpOptions): Promise<Platform> {
  const { dataDir, host = '127.0.0.1', restPort = 8080, anyPorts = false, report } = options;
  const undo: (() => Promise<void> | void)[] = [];
  try {
    const release = openFolder(dataDir);
    undo.push(release);
    const { services } = definition;
    const ports = await grpcPorts(services, anyPorts);
    await checkPorts(services, ports, host, restPort);

    // Plugins are processes of their own: they start while the database and the services do.
    const starting = (definition.plugins ?? []).map(plugin => {
      const started = PluginProcess.start(plugin, logTo(dataDir, plugin.id));
      undo.push(() => started.then(process => process.stop()).catch(() => {}));
      return { definition: plugin, started };
    });
    for (const { started } of starting) started.catch(() => {});

    const postgres = await step(report, 'PostgreSQL', () =>
      startPostgres({ dataDir, log: logTo(dataDir, 'postgresql') }),
    );
    undo.push(() => postgres.stop());
    const applications = await makeApplications(services, { dataDir, host, restPort, postgres, ports });
    const peers = applications.peers;
    await step(
      report,
      'Migrations',
      () => migrateAll(applications.all),
      count => (count ? `${count} applied` : 'up to date'),
    );

    for (const application of applications.all) {
      undo.push(() => application.stop(0));
      const kinds = application.manifest.servers.filter(kind => kind !== 'rest');
      await step(
        report,
        application.name,
        () => application.start(kinds.map(kind => serverStarters[kind])),
        () => kinds.join(', '),
      );
    }
    const { rest: settings } = applications.all[0]!.config.SERVERS;
    const rest = await step(
      report,
      'REST',
      () => startRestFor(applications.all, settings),
      server => `http://${server.address}`,
    );
    undo.push(() => rest.drain(0));
    const plugins: PluginProcess[] = [];
    for (const { definition: plugin, started } of starting) {
      plugins.push(
        await step(
          report,
          plugin.id,
          () => started,
          ({ endpoint }) => endpoint,
        ),
      );
    }
    return new Platform({
      dataDir,
      postgres,
      peers,
      applications: applications.all,
      rest,
      plugins,
      report,
      release,
    } satisfies PlatformParts);
  } catch (thrown) {
    for (let back = undo.pop(); back; back = undo.pop()) await back();
    throw thrown;
  }
}

function openFolder(dataDir: string): () => void {
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
  } catch (error) {
    throw explainMaking(error, dataDir);
  }
  return acquireLock(join(dataDir, 'lock'));
}

async function grpcPorts(services: readonly Manifest[], anyPorts: boolean): Promise<Map<string, number>> {
  const ports = new Map<string, number>();
  const taken = new Set(services.map(({ localPort }) => localPort));
  let next = firstPort;
  for (const { name, localPort } of services) {
    if (!anyPorts && !localPort) while (taken.has(next)) next++;
    ports.set(name, anyPorts ? await freePort() : (localPort ?? next++));
  }
  return ports;
}

async function checkPorts(
  services: readonly Manifest[],
  ports: Map<string, number>,
  host: string,
  restPort: number,
) {
  if (restPort !== 0) await requireFree({ port: restPort, host, purpose: 'REST', setting: '--port' });
  for (const { name } of services) {
    const setting = `SERVERS.grpc.port in config/${name}/config.yaml of the data folder`;
    await requireFree({ port: ports.get(name)!, host, purpose: `gRPC of ${name}`, setting });
  }
}

interface Common extends Pick<Placement, 'dataDir' | 'host' | 'restPort'> {
  postgres: Postgres;
  ports: Map<string, number>;
}

async function makeApplications(services: readonly Manifest[], { postgres, ports, ...common }: Common) {
  await ensureDatabases(postgres, services);
  const endpoints = Object.fromEntries(
    services.map(({ name }) => [name, `grpc://${common.host}:${ports.get(name)}`]),
  );
  const peers = new Peers();
  const all = services.map(manifest => {
    const { value: config, problems } = localConfig(manifest, {
      ...common,
      postgres,
      endpoints,
      grpcPort: ports.get(manifest.name)!,
    });
    const file = join(common.dataDir, 'logs', `${manifest.name}.log`);
    const log = createLog(manifest.name, config.LOG, pino.destination({ dest: file, sync: false }));
    for (const problem of problems) log.warn({ problem }, 'a key of the configuration has no effect');
    return new Application(manifest, { config, peers, log });
  });
  return { all, peers };
}

async function migrateAll(applications: readonly Application[]): Promise<number> {
  const applied = await Promise.all(
    applications.map(async application => {
      const { name, migrations = [] } = application.manifest;
      return migrations.length === 0 ? [] : migrate(application.component(Database), name, migrations);
    }),
  );
  return applied.flat().length;
}

/** Appends a part's output to its log in the data folder. */
function logTo(dataDir: string, name: string): (text: string) => void {
  const file = join(dataDir, 'logs', `${name}.log`);
  return text => appendFileSync(file, text.endsWith('\n') ? text : `${text}\n`);
}
