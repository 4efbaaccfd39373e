import { Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { cloudServiceTypes } from '../model/cloud-service-type.ts';

/** The types of cloud services of workspaces. */
export class CloudServiceTypeManager extends Manager {
  readonly store = new ResourceStore(this.connector(Postgres), cloudServiceTypes);
}
