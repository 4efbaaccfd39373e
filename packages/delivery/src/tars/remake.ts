import { setTimeout } from 'node:timers/promises';
import type { V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import type { LiveServer } from './live.ts';
import { isReady } from './pod-state.ts';

/** How often the cluster is asked, in milliseconds. */
const interval = 500;

/** Removes a server's StatefulSet for another to be made, and waits until it is gone. Pods and claims stay. */
export async function clearTheWay(live: LiveServer): Promise<void> {
  await live.orphanPods();
  while (await live.statefulSet()) await setTimeout(interval);
}

/**
 * Replaces the pods of a StatefulSet that was made anew, one after the other from the first on: its controller doesn't
 * touch a pod while one before it lacks a claim.
 *
 * @param before the StatefulSet that was removed
 * @param signal ends it, when the release has failed or time is up
 */
export async function replacePods(
  live: LiveServer,
  before: V1StatefulSet,
  old: readonly V1Pod[],
  signal: AbortSignal,
): Promise<void> {
  const until = async (met: () => Promise<boolean>) => {
    while (!signal.aborted && !(await met())) await setTimeout(interval);
  };
  await until(async () => {
    const uid = (await live.statefulSet())?.metadata?.uid;
    return uid !== undefined && uid !== before.metadata?.uid;
  });
  for (const { metadata } of old) {
    if (signal.aborted) return;
    await live.deletePod(metadata?.name ?? '');
    await until(async () =>
      (await live.pods()).some(
        pod => pod.metadata?.name === metadata?.name && pod.metadata?.uid !== metadata?.uid && isReady(pod),
      ),
    );
  }
}
