import { Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { namespaces } from '../model/namespace.ts';

/** Groups of metrics. */
export class NamespaceManager extends Manager {
  readonly store = new ResourceStore(this.connector(Postgres), namespaces);
}
