import { setTimeout } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { DeliveryError } from '../error.ts';
import type { LiveServer } from './live.ts';
import { briefState, explainPod, isReady } from './pod-state.ts';
import { isStatefulSet, type Workload } from './rendered.ts';

/** How often the cluster is asked, in milliseconds. */
const interval = 250;

export interface RolloutOptions {
  /** How long it may take; 0 or less looks once. */
  timeoutSeconds: number;
  /** Hears how pods come along, once for each change: `1 of 2 pods ready; base-helloserver-1: starting`. */
  progress?: ((line: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Waits until all pods of a server are those of its release, and ready. Helm's own wait isn't used: Helm 4 gives up when
 * it sees a pod of the release before fail, though the one at hand is what puts that right.
 *
 * @throws DeliveryError RELEASE_NOT_READY that says which pods aren't ready, and why, when the time is up
 */
export async function waitForRollout(
  live: LiveServer,
  { timeoutSeconds, progress, signal }: RolloutOptions,
): Promise<void> {
  const end = Date.now() + timeoutSeconds * 1000;
  let told = '';
  for (;;) {
    const [workload, pods] = await Promise.all([live.workload(), live.pods()]);
    const line = describe(workload, pods);
    if (line !== told) progress?.(line);
    told = line;
    if (isRolledOut(workload)) return;
    if (Date.now() >= end) throw await notReady(live, pods);
    await setTimeout(interval, undefined, { signal });
  }
}

/** Whether a workload's controller has seen it as it is now, and all its pods are of it and ready. */
export function isRolledOut(workload: Workload | undefined): boolean {
  if (workload?.metadata?.generation === undefined) return false;
  if (workload.status?.observedGeneration !== workload.metadata.generation) return false;
  if (isStatefulSet(workload)) {
    const wanted = workload.spec?.replicas ?? 1;
    const { replicas, readyReplicas = 0, updatedReplicas = 0 } = workload.status;
    return replicas === wanted && readyReplicas === wanted && updatedReplicas === wanted;
  }
  const { desiredNumberScheduled: wanted, numberReady, updatedNumberScheduled = 0 } = workload.status;
  return numberReady >= wanted && updatedNumberScheduled >= wanted;
}

function describe(workload: Workload | undefined, pods: readonly V1Pod[]): string {
  const wanted = workload && (isStatefulSet(workload) ? workload.spec?.replicas : undefined);
  const ready = pods.filter(isReady).length;
  const others = pods.filter(pod => !isReady(pod)).map(pod => `${pod.metadata?.name}: ${briefState(pod)}`);
  return [`${ready} of ${wanted ?? pods.length} pods ready`, ...others].join('; ');
}

async function notReady(live: LiveServer, pods: readonly V1Pod[]): Promise<DeliveryError> {
  const reasons = await Promise.all(
    pods
      .filter(pod => !isReady(pod))
      .map(async pod => `  ${pod.metadata?.name}: ${explainPod(await live.factsOf(pod))}`),
  );
  return new DeliveryError(
    'RELEASE_NOT_READY',
    [`pods of ${live.name} didn’t get ready in time:`, ...reasons].join('\n'),
    `correct it and deploy again, or go back: helm rollback ${live.name} --namespace ${live.namespace}`,
  );
}
