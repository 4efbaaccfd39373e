import type { DescService } from '@bufbuild/protobuf';
import {
  type Application,
  type Client,
  createClient,
  errors,
  type Peers,
  type RunningServer,
} from '@hawser/core';
import type { Report } from '@hawser/core/progress';
import type { Postgres } from '../postgres/index.ts';
import type { PluginProcess } from './plugin-process.ts';

/** What runs, for those who list it. */
export interface Running {
  /** `identity`, `plugin-host`, `PostgreSQL`. */
  name: string;
  /** `grpc`, `rest`, `scheduler`, `worker`, `plugin`, `database`. */
  kind: string;
  /** Empty for what nobody calls. */
  address: string;
}

/** The parts of a started platform, in the order in which they were started. */
export interface PlatformParts {
  dataDir: string;
  postgres: Postgres;
  peers: Peers;
  applications: readonly Application[];
  rest: RunningServer;
  plugins: readonly PluginProcess[];
  report: Report;
  /** Gives the data folder back. */
  release: () => void;
}

/** A platform running on one machine, all services in this process. */
export class Platform {
  readonly #parts: PlatformParts;
  #stopped: Promise<void> | undefined;

  constructor(parts: PlatformParts) {
    this.#parts = parts;
  }

  get dataDir(): string {
    return this.#parts.dataDir;
  }

  get plugins(): readonly PluginProcess[] {
    return this.#parts.plugins;
  }

  /** Where REST answers for all services: `http://127.0.0.1:8080`. */
  get url(): string {
    return `http://${this.#parts.rest.address}`;
  }

  get report(): Report {
    return this.#parts.report;
  }

  /** The service's application. @throws Error when it isn't part of the platform. */
  application(name: string): Application {
    const found = this.#parts.applications.find(application => application.name === name);
    if (!found) throw new Error(`the platform has no service "${name}"`);
    return found;
  }

  /** A client of a service here. Calls carry no token unless they are given one. */
  client<D extends DescService>(service: D): Client<D> {
    const channel = () => {
      throw errors.unavailable(`${service.typeName} isn't part of the platform`);
    };
    return createClient(service, { peers: this.#parts.peers, channel });
  }

  /** Everything that runs. */
  get running(): Running[] {
    const { applications, rest, plugins, postgres } = this.#parts;
    const servers = applications.flatMap(({ name, servers }) =>
      servers.map(({ kind, address }) => ({ name, kind, address })),
    );
    return [
      ...servers,
      { name: 'all services', kind: 'rest', address: rest.address },
      ...plugins.map(({ definition, port }) => ({
        name: definition.id,
        kind: 'plugin',
        address: `127.0.0.1:${port}`,
      })),
      { name: 'PostgreSQL', kind: 'database', address: `127.0.0.1:${postgres.port}` },
    ];
  }

  /** Drains all servers together, then ends plugins and the database. Called again, waits for the same end. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const { applications, rest, plugins, postgres, release } = this.#parts;
    for (const application of applications) application.readiness.serving = false;
    const graceMs = Math.max(...applications.map(({ config }) => config.SERVERS.drainSeconds)) * 1000;
    await Promise.all([rest.drain(graceMs), ...applications.map(application => application.drain(graceMs))]);
    await Promise.all(applications.map(application => application.stop(0)));
    await Promise.all(plugins.map(plugin => plugin.stop()));
    await postgres.stop();
    release();
  }
}
