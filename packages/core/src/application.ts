import type { DescService } from '@bufbuild/protobuf';
import type { z } from 'zod';
import {
  type Config,
  configSchema,
  type DeepReadonly,
  endpointOf,
  serviceSchema,
  systemToken,
} from './config/index.ts';
import { parseAddress } from './connector/service/address.ts';
import { createClient } from './connector/service/client.ts';
import { Peers } from './connector/service/peers.ts';
import { errors } from './error/index.ts';
import { handlerChain } from './handler/chain.ts';
import type { Handler } from './handler/handler.ts';
import type { GrpcChannel, GrpcEngine } from './interface/grpc/engine.ts';
import { grpcJs } from './interface/grpc/grpc-js/index.ts';
import { Readiness } from './interface/readiness.ts';
import type { RunningServer } from './interface/server.ts';
import { createLog, type Log } from './log.ts';
import { type Manifest, serviceName } from './manifest/index.ts';
import { Observer } from './observe/observer.ts';
import { type CompiledMethod, compileService, describeMethod } from './pipeline/index.ts';
import type { Component, ComponentClass, ComponentHost } from './service/component.ts';
import type { ServiceClass } from './service/service.ts';
import type { Client } from './service/types.ts';

export interface ApplicationOptions {
  /** The service's configuration: `loadConfig(…).value`, or just what differs from the defaults. */
  config?: DeepReadonly<z.input<typeof configSchema>>;
  /** Default: pino to standard output, as `LOG` says. */
  log?: Log;
  /** Shared by the applications of one process, which then call each other without a socket. */
  peers?: Peers;
  /** Default: grpc-js. */
  engine?: GrpcEngine;
}

/** Starts one kind of server for an application. */
export type ServerStarter = (application: Application) => Promise<RunningServer>;

/**
 * One service, running: its components, its compiled methods and its servers. Start in order, stop in reverse; nothing
 * else happens here.
 */
export class Application implements ComponentHost {
  readonly manifest: Manifest;
  readonly config: DeepReadonly<Config>;
  readonly log: Log;
  readonly engine: GrpcEngine;
  readonly readiness: Readiness = new Readiness();
  /** The methods of the contract, ready to be called. */
  readonly methods: readonly CompiledMethod[];
  readonly #peers: Peers;
  readonly #observer: Observer | undefined;
  readonly #components = new Map<ComponentClass, Component>();
  readonly #clients = new Map<DescService, Client<DescService>>();
  readonly #channels = new Map<string, GrpcChannel>();
  readonly #beginnings: (() => Promise<void> | void)[] = [];
  readonly #closers: (() => Promise<void> | void)[] = [];
  readonly #servers: RunningServer[] = [];
  #started = false;

  constructor(manifest: Manifest, options: ApplicationOptions) {
    this.manifest = manifest;
    const schema = manifest.config ? serviceSchema(manifest.config) : configSchema;
    this.config = schema.parse(options.config ?? {}) as DeepReadonly<Config>;
    this.log = options.log ?? createLog(manifest.name, this.config.LOG);
    this.engine = options.engine ?? grpcJs;
    this.#peers = options.peers ?? new Peers();
    // Without a collector nothing is put around the methods, so that it costs nothing.
    const observer = this.config.OTEL.endpoint === undefined ? undefined : new Observer();
    this.#observer = observer;
    const handlers = handlerChain(this, this.config.HANDLERS, manifest.servers.includes('worker'));
    const methods = this.compile(manifest.services, handlers);
    this.methods = observer ? methods.map(method => observer.observe(method)) : methods;
    this.#peers.add(this.methods);
  }

  get name(): string {
    return this.manifest.name;
  }

  /** The servers now running. */
  get servers(): readonly RunningServer[] {
    return this.#servers;
  }

  /** Compiles service classes against this application. Without handlers, for what is open to all, such as reflection. */
  compile(services: readonly ServiceClass[], handlers: readonly Handler[] = []): CompiledMethod[] {
    const { requests, filters } = this.config.LOG;
    const parts = { handlers, log: this.log, requestLog: requests, quiet: filters.exclude.rules.tnx_method };
    return services.flatMap(type => compileService(type, new type(this), parts));
  }

  component<T extends Component>(type: ComponentClass<T>): T {
    const known = this.#components.get(type);
    if (known) return known as T;
    const made = new type(this);
    this.#components.set(type, made);
    return made;
  }

  client<D extends DescService>(service: D): Client<D> {
    const known = this.#clients.get(service);
    if (known) return known as Client<D>;
    const own = this.manifest.services.some(type => type.service === service);
    if (!own && !this.manifest.asks?.includes(service)) {
      throw new Error(`${this.name} asks ${service.typeName}, which its manifest's "asks" doesn't name`);
    }
    const client = createClient(service, {
      peers: this.#peers,
      channel: () => this.#channel(service),
      systemToken: () => systemToken(this.config),
      tracer: this.#observer && (() => this.#observer?.tracer),
    });
    this.#clients.set(service, client as Client<DescService>);
    return client;
  }

  reaches(service: DescService): boolean {
    return this.#peers.hosts(service) || endpointOf(this.config, serviceName(service)) !== undefined;
  }

  onStart(begin: () => Promise<void> | void): void {
    this.#beginnings.push(begin);
    if (this.#started) void begin();
  }

  onStop(close: () => Promise<void> | void): void {
    this.#closers.push(close);
  }

  /** Starts servers in order. When one fails, those before it are stopped. */
  async start(starters: readonly ServerStarter[]): Promise<void> {
    try {
      await this.#openTelemetry();
      for (const start of starters) this.#servers.push(await start(this));
    } catch (thrown) {
      await this.stop(0);
      throw thrown;
    }
    this.#started = true;
    await Promise.all(this.#beginnings.map(begin => begin()));
    this.readiness.serving = true;
  }

  /**
   * Stops: readiness goes false first, then all servers drain together, then components are closed, last first.
   * @param graceMs how long running calls may take. Default: the longest that `SERVERS.drainSeconds` allows.
   */
  async stop(graceMs: number = this.config.SERVERS.drainSeconds * 1000): Promise<void> {
    await this.drain(graceMs);
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) await close();
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  /** The first half of {@link stop}: no new calls, and the running ones end. Components still work. */
  async drain(graceMs: number): Promise<void> {
    this.readiness.serving = false;
    await Promise.all(this.#servers.splice(0).map(server => server.drain(graceMs)));
  }

  async #openTelemetry(): Promise<void> {
    const observer = this.#observer;
    if (!observer || observer.tracer) return;
    const { manifest, methods, log } = this;
    await observer.open({
      name: manifest.name,
      version: manifest.version,
      settings: this.config.OTEL,
      methods,
      log,
    });
    this.onStop(() => observer.close());
  }

  #channel(service: DescService): GrpcChannel {
    const name = serviceName(service);
    const endpoint = endpointOf(this.config, name);
    if (!endpoint) throw errors.unavailable(`ENDPOINTS has no address of ${name}`);
    const key = `${endpoint} ${service.typeName}`;
    const known = this.#channels.get(key);
    if (known) return known;
    const { target, tls } = parseAddress(endpoint);
    const methods = service.methods.map(describeMethod);
    const channel = this.engine.connect(target, {
      ...(tls ? { tls: {} } : {}),
      maxReceiveBytes: 256 * 1024 * 1024,
      idempotent: methods.filter(method => method.idempotent).map(method => method.path),
    });
    this.#channels.set(key, channel);
    return channel;
  }
}
