import { Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import { regions } from '../model/region.ts';

/** The regions of workspaces. */
export class RegionManager extends Manager {
  readonly store = new ResourceStore(this.connector(Postgres), regions);
}
