import type { DescService } from '@bufbuild/protobuf';
import { type Cached, type CacheOptions, createCached } from '../cache/index.ts';
import type { Connector } from '../connector/connector.ts';
import { Component, type ComponentClass } from '../service/component.ts';
import type { Client } from '../service/types.ts';
import { Transaction } from '../transaction/index.ts';

/** Unit operations that services are composed of. One object an application; it keeps no state of a call. */
export abstract class Manager extends Component {
  /** The transaction of the running call. @throws Error outside of one. */
  protected get transaction(): Transaction {
    return Transaction.required();
  }

  /** The application's one object of another manager. */
  protected manager<M extends Manager>(type: ComponentClass<M>): M {
    return this.host.component(type);
  }

  /** The application's one object of a connector. */
  protected connector<C extends Connector>(type: ComponentClass<C>): C {
    return this.host.component(type);
  }

  /** A typed client of another service. Name the service in the manifest's `asks`. */
  protected ask<D extends DescService>(service: D): Client<D> {
    return this.host.client(service);
  }

  /**
   * A function whose answers are kept, for a line in the class:
   *
   *     plan = this.cached('plan', (workspaceId: string) => this.load(workspaceId), { ttl: 60 });
   *
   * @param name unique among the manager's.
   */
  protected cached<A extends unknown[], R>(
    name: string,
    load: (...args: A) => R | Promise<R>,
    options?: CacheOptions,
  ): Cached<A, R> {
    return createCached(this.host, `${this.constructor.name}.${name}`, load, options);
  }
}
