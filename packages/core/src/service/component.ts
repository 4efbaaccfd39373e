import type { DescService } from '@bufbuild/protobuf';
import type { Config, DeepReadonly } from '../config/index.ts';
import type { Readiness } from '../interface/readiness.ts';
import type { Log } from '../log.ts';
import type { Client } from './types.ts';

/** A class that the application makes one object of, on first use. */
export type ComponentClass<T extends Component = Component> = new (host: ComponentHost) => T;

/** What an application gives its components. */
export interface ComponentHost {
  /** The service's name, e.g. `inventory`. */
  readonly name: string;
  /** The service's whole configuration, checked and frozen. */
  readonly config: DeepReadonly<Config>;
  readonly log: Log;
  /** The application's one object of a manager's or connector's class. */
  component<T extends Component>(type: ComponentClass<T>): T;
  /** A client of another service: in process when it is hosted here, else over gRPC. */
  client<D extends DescService>(service: D): Client<D>;
  /** Whether calls of another service have somewhere to go: it is hosted here, or the configuration has its address. */
  reaches(service: DescService): boolean;
  /** Where a connector tells whether what it depends on can be used. */
  readonly readiness: Pick<Readiness, 'report'>;
  /**
   * Registers what runs once the servers have started, before the application is ready; at once when they have started
   * already. It must not fail.
   */
  onStart(begin: () => Promise<void> | void): void;
  /** Registers what is to be closed when the application stops; last first. */
  onStop(close: () => Promise<void> | void): void;
}

/** What services, managers and connectors have in common: the way to each other and to the running transaction. */
export abstract class Component {
  protected readonly host: ComponentHost;

  constructor(host: ComponentHost) {
    this.host = host;
  }

  protected get log(): Log {
    return this.host.log;
  }
}
