import type { DescService } from '@bufbuild/protobuf';
import type { Connector } from '../connector/connector.ts';
import type { Manager } from '../manager/manager.ts';
import { Transaction } from '../transaction/index.ts';
import { Component, type ComponentClass, type ComponentHost } from './component.ts';
import type { Client } from './types.ts';

/** The base of every service class: the business logic of one proto service, one method an rpc. */
export abstract class ServiceBase extends Component {
  /** The transaction of the running call. @throws Error outside of one. */
  protected get transaction(): Transaction {
    return Transaction.required();
  }

  /** The application's one object of a manager. */
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

/** A class made with {@link Service}. */
export interface ServiceClass {
  readonly service: DescService;
  new (host: ComponentHost): ServiceBase;
}

/**
 * The base class of the logic of one proto service:
 *
 *     export class RegionService extends Service(Region) { async create(request: CreateRegionRequest) { … } }
 *
 * The manifest checks the methods' types against the contract; an rpc without a method answers NOT_IMPLEMENTED.
 */
export function Service<D extends DescService>(service: D) {
  abstract class Base extends ServiceBase {
    static readonly service: D = service;
  }
  return Base;
}
