import { z } from 'zod';
import { autoscaling } from './autoscaling.ts';
import { probes } from './probes.ts';
import { environment } from './secrets.ts';
import {
  anyName,
  flag,
  key,
  map,
  objectName,
  open,
  openList,
  pairs,
  quantity,
  resources,
  share,
  text,
  whole,
} from './types.ts';

const disruptionBudget = () =>
  map({
    enabled: key(flag(), 'Make one, or don’t.', { defaultText: 'true with more than one replica' }),
    minAvailable: key(share(), 'Pods that stay, a number or a share.'),
    maxUnavailable: key(share(), 'Pods that may go at once.', { default: 1 }),
  });

const spread = () =>
  map({
    enabled: key(flag(), 'Spread the replicas.', { default: true }),
    topologyKeys: key(z.array(text()), 'Labels of nodes that tell places apart.', {
      default: ['kubernetes.io/hostname'],
    }),
    maxSkew: key(whole(1), 'How many more pods one place may have.', { default: 1 }),
    whenUnsatisfiable: key(z.enum(['ScheduleAnyway', 'DoNotSchedule']), 'What if it can’t be.', {
      default: 'ScheduleAnyway',
    }),
  });

const persistence = () =>
  map({
    enabled: key(flag(), 'Keep data.', { default: false }),
    size: key(quantity(), 'How much.', { default: '1Gi' }),
    storageClassName: key(text(), 'The class.', { defaultText: 'the cluster’s' }),
    accessModes: key(z.array(text()), 'Who may write.', { default: ['ReadWriteOnce'] }),
    mountPath: key(text(), 'Where containers have it.', { default: '/data' }),
    existingClaim: key(anyName(), 'A claim that is there already.'),
    annotations: key(pairs(), 'Of the claim.'),
  });

/** Everything that one server type has for itself. */
export const server = () =>
  map({
    kind: key(z.enum(['Deployment', 'StatefulSet', 'DaemonSet']), 'What runs it.', { default: 'Deployment' }),
    replicas: key(whole(), 'How many run.', {
      defaultText: '`replicas`, `replicas_rest`, `replicas_worker`, or 1',
    }),
    resources: key(resources(), 'Requests and limits.', { defaultText: '`resources`' }),
    args: key(z.array(text()), 'What the container runs instead.', {
      defaultText: 'start <name> --server <server>',
    }),
    ...environment,
    sidecars: key(openList(), 'Further containers.', { default: [] }),
    initContainers: key(openList(), 'Further steps before the start.', { default: [] }),
    volumes: key(openList(), 'Further volumes.', { default: [] }),
    volumeMounts: key(openList(), 'Further mounts.', { default: [] }),
    probes: key(probes(), 'How Kubernetes asks it how it is.'),
    autoscaling: key(autoscaling(), 'Replicas by load; fixed ones can’t be given beside it.'),
    disruptionBudget: key(
      disruptionBudget(),
      'How many pods may go at once, for example when nodes are drained.',
    ),
    spread: key(spread(), 'Spread replicas over nodes or zones.'),
    affinity: key(open(), 'In Kubernetes’ own form.'),
    nodeSelector: key(pairs(), 'Labels of nodes that it runs on.'),
    tolerations: key(openList(), 'Taints that it tolerates.'),
    priorityClassName: key(text(), 'Before whom it is scheduled.'),
    serviceAccountName: key(anyName(), 'An account of its own.', { defaultText: 'the service’s' }),
    annotations: key(pairs(), 'Of the workload.'),
    labels: key(pairs(), 'Of the workload.'),
    podAnnotations: key(pairs(), 'Of the pods.'),
    podLabels: key(pairs(), 'Of the pods.'),
    strategy: key(open(), 'How pods are replaced, in Kubernetes’ own form.'),
    terminationGracePeriodSeconds: key(whole(), 'Time to end in.', {
      defaultText: '`gracePeriod`, or drainSeconds + 10',
    }),
    persistence: key(persistence(), 'A volume of its own, that stays.'),
  });

/** The server types. */
export const serverTypes = ['grpc', 'rest', 'scheduler', 'worker'] as const;

const job = () =>
  map({
    enabled: key(flag(), 'Whether it is made.', { default: true }),
    schedule: key(text(), 'When, as a cron rule; left out, it runs once.'),
    timeZone: key(text(), 'The rule’s time zone.'),
    command: key(z.array(text()), 'The command.', { defaultText: 'the image’s' }),
    args: key(z.array(text()), 'Its arguments.'),
    ...environment,
    resources: key(resources(), 'Requests and limits.', { defaultText: '`resources`' }),
    backoffLimit: key(whole(), 'Tries after the first.', { default: 4 }),
    activeDeadlineSeconds: key(whole(1), 'Time that it may take.'),
    ttlSecondsAfterFinished: key(whole(), 'It is removed so many seconds after its end.'),
    concurrencyPolicy: key(z.enum(['Allow', 'Forbid', 'Replace']), 'When the last one still runs.', {
      default: 'Forbid',
    }),
    suspend: key(flag(), 'Don’t run it for now.', { default: false }),
    successfulJobsHistoryLimit: key(whole(), 'Ended ones that are kept.', { default: 1 }),
    failedJobsHistoryLimit: key(whole(), 'Failed ones that are kept.', { default: 3 }),
    restartPolicy: key(z.enum(['Never', 'OnFailure']), 'What if it fails.', { default: 'Never' }),
    server: key(z.enum(serverTypes), 'Whose configuration it has.', {
      defaultText: 'the first server that is on',
    }),
    wait: key(flag(), 'Wait as servers do.', { default: true }),
    volumes: key(openList(), 'Further volumes.', { default: [] }),
    volumeMounts: key(openList(), 'Further mounts.', { default: [] }),
    annotations: key(pairs(), 'Of the Job.'),
    podAnnotations: key(pairs(), 'Of the pods.'),
  });

/** Servers and jobs. */
export const workloads = {
  servers: key(
    map({
      grpc: key(server(), 'The gRPC server.'),
      rest: key(server(), 'The REST server.'),
      scheduler: key(server(), 'The scheduler.'),
      worker: key(server(), 'The worker.'),
    }),
    'What each server type has for itself.',
  ),
  jobs: key(
    z.record(objectName(22), job()),
    'Jobs of the service’s image, by name; with a schedule CronJobs.',
    { default: {} },
  ),
};
