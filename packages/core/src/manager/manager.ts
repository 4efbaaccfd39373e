import type { DescService } from '@bufbuild/protobuf';
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
}
