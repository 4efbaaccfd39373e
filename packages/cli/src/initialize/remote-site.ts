import type { DescService } from '@bufbuild/protobuf';
import {
  type Client,
  createClient,
  type InitializerMode,
  type Kept,
  type PluginAddress,
  parseAddress,
  type Site,
  serviceName,
} from '@hawser/core';
import { type Config, type DeepReadonly, endpointOf, systemToken } from '@hawser/core/config';
import { type GrpcChannel, grpcJs } from '@hawser/core/interface/grpc';
import { step } from '@hawser/core/progress';
import { CliError } from '../error.ts';
import type { StepView } from '../terminal/steps.ts';

export interface RemoteParts {
  mode: InitializerMode;
  plugins: readonly PluginAddress[];
  /** Addresses and the system token. */
  config: DeepReadonly<Config>;
  /** Where the login is kept; undefined keeps it nowhere. */
  credentials: Site['credentials'];
  /** Where people reach the platform, kept with the login. */
  url: string | undefined;
  view: StepView;
}

/** A platform whose services are elsewhere, reached by their addresses. */
export class RemoteSite implements Site {
  readonly mode: InitializerMode;
  readonly plugins: readonly PluginAddress[];
  readonly systemToken: Site['systemToken'];
  readonly credentials: Site['credentials'];
  readonly #parts: RemoteParts;
  readonly #channels = new Map<string, GrpcChannel>();

  constructor(parts: RemoteParts) {
    this.#parts = parts;
    this.mode = parts.mode;
    this.plugins = parts.plugins;
    const { credentials, config, url } = parts;
    this.systemToken = {
      read: () => systemToken(config),
      // It was there before, in a Secret that the services have mounted: the one that is answered is as good, and not needed.
      write: async () => {},
    };
    this.credentials = {
      read: () => credentials.read(),
      write: (kept: Kept) => credentials.write({ ...kept, ...(url === undefined ? {} : { url }) }),
    };
  }

  client<D extends DescService>(service: D): Client<D> {
    return createClient(service, { channel: () => this.#channel(serviceName(service)) });
  }

  step<T>(
    name: string,
    work: (progress: (text: string) => void) => Promise<T>,
    detail: (result: T) => string = () => '',
  ): Promise<T> {
    return step(this.#parts.view.report, name, work, detail);
  }

  note(line: string): void {
    this.#parts.view.note(line);
  }

  /** Ends the connections. */
  close(): void {
    for (const channel of this.#channels.values()) channel.close();
  }

  #channel(name: string): GrpcChannel {
    const known = this.#channels.get(name);
    if (known) return known;
    const address = endpointOf(this.#parts.config, name);
    if (!address)
      throw new CliError(`there is no address of ${name}`, {
        hint: `name it: --service ${name}=grpc://HOST:PORT`,
      });
    const { target, tls } = parseAddress(address);
    const channel = grpcJs.connect(target, {
      ...(tls ? { tls: {} } : {}),
      maxReceiveBytes: 16 * 1024 * 1024,
      idempotent: [],
    });
    this.#channels.set(name, channel);
    return channel;
  }
}
