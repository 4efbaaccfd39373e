import { errors, Manager } from '@hawser/core';
import { type Given, Postgres, ResourceStore } from '@hawser/core/connector/postgres';
import {
  type CollectorInfo,
  type CreateCollectorRequest,
  CreateCollectorRequestSchema,
  type Scheduled,
  Scheduled_ScheduledState,
  type SecretFilter,
  SecretFilter_SecretFilterState,
  type UpdateCollectorRequest,
  type UpdateCollectorRequestSchema,
} from '@hawser/proto/spaceone/api/inventory/v1/collector_pb.js';
import { collectors } from '../model/collector.ts';
import { CollectorPluginManager } from './collector-plugin.ts';
import { CollectorRuleManager } from './collector-rule.ts';
import { JobManager } from './job.ts';
import { ResourceGroupManager } from './resource-group.ts';
import { SecretManager } from './secret.ts';

/** A schedule has this many hours at most. */
const maxHours = 2;

/** Collectors as users make them. */
export class CollectorManager extends Manager {
  readonly #postgres = this.connector(Postgres);
  readonly store = new ResourceStore(this.#postgres, collectors);
  readonly #plugins = this.manager(CollectorPluginManager);
  readonly #rules = this.manager(CollectorRuleManager);
  readonly #secrets = this.manager(SecretManager);
  readonly #groups = this.manager(ResourceGroupManager);
  readonly #jobs = this.manager(JobManager);

  /** Initializes the plugin, then writes the collector and the rules that came with the plugin. */
  async create(request: CreateCollectorRequest): Promise<CollectorInfo> {
    const { name, schedule, secretFilter, tags } = request;
    const domainId = this.transaction.scope.domainId ?? '';
    const workspaceId = await this.#groups.workspaceOf(request);
    checkSchedule(schedule);
    const pluginInfo = request.pluginInfo!;
    const { provider, capability } = await this.#plugins.describe(pluginInfo.pluginId, request.provider);
    if (isEnabled(secretFilter)) await this.#secrets.check(secretFilter!, provider);
    const { info } = await this.#plugins.initialize(pluginInfo, domainId);
    return this.store.createOnce(CreateCollectorRequestSchema, request, async () => {
      const collector = await this.store.create({
        name,
        provider,
        capability,
        pluginInfo: info,
        schedule,
        secretFilter: isEnabled(secretFilter) ? secretFilter : undefined,
        tags,
        resourceGroup: workspaceId === '*' ? 'DOMAIN' : 'WORKSPACE',
        workspaceId,
      });
      await this.#rules.replaceManaged(collector, info.metadata);
      return collector;
    });
  }

  /** A collector that the caller may change: one of the domain is not for workspaces to. @throws NOT_FOUND */
  async writable(collectorId: string): Promise<CollectorInfo> {
    const collector = await this.store.get(collectorId);
    const { workspaceId } = this.transaction.scope;
    if (workspaceId && collector.workspaceId !== workspaceId)
      throw errors.notFound('collector_id', collectorId);
    return collector;
  }

  async update(
    { collectorId, schedule, secretFilter }: UpdateCollectorRequest,
    values: Given<typeof UpdateCollectorRequestSchema, 'collectorId'>,
  ): Promise<CollectorInfo> {
    checkSchedule(schedule);
    const { provider } = await this.writable(collectorId);
    if (isEnabled(secretFilter)) await this.#secrets.check(secretFilter!, provider);
    else if (secretFilter) values.secretFilter = { ...secretFilter, ...noFilter };
    return this.store.update(collectorId, values);
  }

  /** Deletes a collector with its rules, jobs, which are cancelled, and what it knows of resources, which stay. */
  async delete(collectorId: string): Promise<void> {
    const { domainId } = await this.writable(collectorId);
    await this.#postgres.transaction(async () => {
      const running = await this.#jobs.store.in({ domainId }).all({ collectorId, status: 'IN_PROGRESS' });
      for (const { jobId } of running) await this.#jobs.cancel(jobId);
      await this.store.delete(collectorId);
      await this.#postgres.execute('delete from jobs where collector_id = $1', [collectorId]);
      await this.#postgres.execute('delete from collection_states where collector_id = $1', [collectorId]);
    });
  }
}

const noFilter = {
  state: SecretFilter_SecretFilterState.DISABLED,
  secrets: [],
  serviceAccounts: [],
  schemas: [],
  excludeSecrets: [],
  excludeServiceAccounts: [],
  excludeSchemas: [],
};

const isEnabled = (filter: SecretFilter | undefined) =>
  filter?.state === SecretFilter_SecretFilterState.ENABLED;

function checkSchedule(schedule: Scheduled | undefined): void {
  if (schedule?.state === Scheduled_ScheduledState.ENABLED && schedule.hours.length > maxHours)
    throw errors.invalid('schedule.hours', `Maximum ${maxHours} hours can be set.`);
}
