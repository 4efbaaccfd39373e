import type { V1CronJob } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';
import { containersOf, usesOf } from './pod-spec.ts';

export const cronJob: Kind<Wire<V1CronJob>> = {
  name: 'CronJob',
  group: 'WorkLoad',
  isPrimary: false,
  api: '/apis/batch/v1',
  plural: 'cronjobs',
  namespaced: true,
  columns: {
    Namespace: 'data.namespace',
    Schedule: 'data.schedule',
    Suspended: 'data.suspended',
    'Last run': 'data.last_scheduled_at',
  },
  describe({ metadata, spec, status }) {
    const pod = spec?.jobTemplate.spec?.template.spec;
    return {
      relations: usesOf(pod, metadata!.namespace!),
      data: {
        schedule: spec?.schedule,
        time_zone: spec?.timeZone,
        suspended: spec?.suspend ?? false,
        concurrency_policy: spec?.concurrencyPolicy,
        last_scheduled_at: status?.lastScheduleTime,
        last_succeeded_at: status?.lastSuccessfulTime,
        containers: containersOf(pod),
      },
    };
  },
};
