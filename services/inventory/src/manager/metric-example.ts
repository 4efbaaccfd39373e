import { errors, Manager } from '@hawser/core';
import { Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import type { MetricInfo } from '@hawser/proto/spaceone/api/inventory/v1/metric_pb.js';
import { metricExamples } from '../model/metric-example.ts';
import { MetricManager } from './metric.ts';

/** The roles that see the metrics of all workspaces. */
const domainWide = new Set(['DOMAIN_ADMIN', 'SYSTEM_ADMIN']);

/** Views of metrics, each its user's own. */
export class MetricExampleManager extends Manager {
  readonly store = new ResourceStore(this.connector(Postgres), metricExamples);
  readonly #metrics = this.manager(MetricManager).store;

  /**
   * The metric that the caller wants an example of. Examples belong to users wherever these work, so a call isn't
   * narrowed to a workspace; the metrics that it may name are: those of the token's workspace and of the domain, without a
   * workspace only the latter.
   *
   * @throws NOT_FOUND; PERMISSION_DENIED for who isn't a user
   */
  async metric(metricId: string): Promise<MetricInfo> {
    const { identity } = this.transaction;
    if (identity?.owner !== 'USER') throw errors.permissionDenied();
    const { domainId, role } = identity;
    const workspaceId = domainWide.has(role) ? undefined : (identity.workspaceId ?? '*');
    return this.#metrics.in({ domainId, workspaceId }).get(metricId);
  }
}
