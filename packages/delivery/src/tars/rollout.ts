import { setTimeout } from 'node:timers/promises';
import { DeliveryError } from '../error.ts';
import type { LiveServer } from './live.ts';
import { briefState, explainPod, isReady } from './pod-state.ts';

/** How often pods are looked at while they start, in milliseconds. */
const interval = 1_000;

/**
 * Tells how a server's pods come along, until it is stopped: `1 of 2 pods ready; base-helloserver-1: starting`, once for
 * each change.
 */
export async function watchPods(
  live: LiveServer,
  wanted: number | undefined,
  tell: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let told = '';
  while (!signal.aborted) {
    const pods = await live.pods().catch(() => []);
    const ready = pods.filter(isReady).length;
    const others = pods.filter(pod => !isReady(pod)).map(pod => `${pod.metadata?.name}: ${briefState(pod)}`);
    const line = [`${ready} of ${wanted ?? pods.length} pods ready`, ...others].join('; ');
    if (line !== told && !signal.aborted) tell(line);
    told = line;
    await setTimeout(interval, undefined, { signal }).catch(() => {});
  }
}

/** Which pods aren't ready, and why, as an error; undefined where all are. */
export async function explainRollout(live: LiveServer, cause: unknown): Promise<DeliveryError | undefined> {
  const pods = (await live.pods()).filter(pod => !isReady(pod));
  if (pods.length === 0) return undefined;
  const reasons = await Promise.all(
    pods.map(async pod => `  ${pod.metadata?.name}: ${explainPod(await live.factsOf(pod))}`),
  );
  return new DeliveryError(
    'RELEASE_NOT_READY',
    [`pods of ${live.name} didn’t get ready in time:`, ...reasons].join('\n'),
    `correct it and deploy again, or go back: helm rollback ${live.name} --namespace ${live.namespace}`,
    { cause },
  );
}
