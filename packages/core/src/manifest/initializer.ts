import type { DescService } from '@bufbuild/protobuf';
import type { Client } from '../service/types.ts';

/**
 * What an initializer may do, as SpaceONE's initializer has it. `DEFAULT`: make what is missing, and bring up to date what
 * has changed. `NO_UPDATE`: only make what is missing. `READ_ONLY`: only say what is missing.
 */
export type InitializerMode = 'DEFAULT' | 'NO_UPDATE' | 'READ_ONLY';

/** Values that are kept between two runs, such as a login, by name. */
export type Kept = Readonly<Record<string, string>>;

/** A plugin that answers. */
export interface PluginAddress {
  /** The id that it is registered under. */
  id: string;
  /** `grpc://host:port` */
  endpoint: string;
}

/** A platform whose servers answer, in this process or elsewhere: what an initializer works on. */
export interface Site {
  readonly mode: InitializerMode;
  /** The plugins that run, in the order in which they are to be registered. */
  readonly plugins: readonly PluginAddress[];
  /** A client of one of the platform's services. Calls carry no token unless they are given one. */
  client<D extends DescService>(service: D): Client<D>;
  /** The system token: undefined while there is none. `write` is called with the one that `System.init` answers. */
  readonly systemToken: { read(): string | undefined; write(token: string): Promise<void> };
  /** What an earlier run has kept, and where this one keeps: for its owner's eyes alone. */
  readonly credentials: { read(): Promise<Kept | undefined>; write(kept: Kept): Promise<void> };
  /** Runs one step and tells of it: `work` may say how far it is, `detail` says what came of it. */
  step<T>(
    name: string,
    work: (progress: (text: string) => void) => Promise<T>,
    detail?: (result: T) => string,
  ): Promise<T>;
  /** Says what is no step, such as what would be done. */
  note(line: string): void;
}

/** What is wished for beside what every platform gets. */
export interface InitializerOptions {
  /** Where a cluster's service account is mounted (`token`, `ca.crt`): the cluster is then collected with it. */
  clusterAccess?: string | undefined;
  /** Where that cluster's API answers. Default: `https://kubernetes.default.svc`, which every pod can reach. */
  clusterServer?: string | undefined;
  /** Collect once with the collectors that this run makes. */
  collect?: boolean | undefined;
}

/** Brings an empty platform up; run again, it finds everything there. The default export of `platform/initialize.ts`. */
export type Initializer = (site: Site, options: InitializerOptions) => Promise<void>;
