import { cronJob } from './cron-job.ts';
import { daemonSet } from './daemon-set.ts';
import { deployment } from './deployment.ts';
import { ingress } from './ingress.ts';
import { job } from './job.ts';
import type { Kind } from './kind.ts';
import { namespace } from './namespace.ts';
import { node } from './node.ts';
import { persistentVolume } from './persistent-volume.ts';
import { persistentVolumeClaim } from './persistent-volume-claim.ts';
import { pod } from './pod.ts';
import { replicaSet } from './replica-set.ts';
import { service } from './service.ts';
import { serviceAccount } from './service-account.ts';
import { statefulSet } from './stateful-set.ts';
import { storageClass } from './storage-class.ts';

/** All kinds, in the order in which they are collected: those that others need come before them. */
export const kinds: readonly Kind[] = [
  node,
  namespace,
  deployment,
  statefulSet,
  daemonSet,
  replicaSet,
  cronJob,
  job,
  pod,
  service,
  ingress,
  persistentVolumeClaim,
  persistentVolume,
  storageClass,
  serviceAccount,
];

export const kindNames = kinds.map(({ name }) => name);
export { type AnyObject, type Kind, listPath } from './kind.ts';
