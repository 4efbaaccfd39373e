import type { V1Job, V1JobStatus } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';
import { containersOf, usesOf } from './pod-spec.ts';

export const job: Kind<Wire<V1Job>> = {
  name: 'Job',
  group: 'WorkLoad',
  isPrimary: false,
  api: '/apis/batch/v1',
  plural: 'jobs',
  namespaced: true,
  columns: {
    Namespace: 'data.namespace',
    Status: 'data.status',
    Succeeded: 'data.succeeded',
    Completions: 'data.completions',
  },
  describe: ({ metadata, spec, status }) => ({
    relations: usesOf(spec?.template.spec, metadata!.namespace!),
    data: {
      status: spec?.suspend ? 'Suspended' : phase(status),
      completions: spec?.completions,
      parallelism: spec?.parallelism,
      active: status?.active ?? 0,
      succeeded: status?.succeeded ?? 0,
      failed: status?.failed ?? 0,
      started_at: status?.startTime,
      completed_at: status?.completionTime,
      containers: containersOf(spec?.template.spec),
    },
  }),
};

/** A Job has no phase: it is over when it has the condition Complete or Failed. */
function phase(status: Wire<V1JobStatus> | undefined): string {
  const over = status?.conditions?.find(
    ({ type, status }) => status === 'True' && ['Complete', 'Failed'].includes(type),
  );
  return over?.type ?? (status?.active ? 'Running' : 'Pending');
}
