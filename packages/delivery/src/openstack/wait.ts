import { setTimeout as delay } from 'node:timers/promises';
import { DeliveryError } from '../error.ts';
import type { LiveReleases, ReleaseState } from './state.ts';

/** Pause between two looks, in milliseconds. */
const interval = 1_000;
/** Restarts make a message come again and again; it is told once. */
const maxTold = 200;

export interface WaitOptions {
  /** In seconds. */
  timeoutSeconds: number;
  /** Hears what a release waits for, when that changes. */
  progress?(release: string, detail: string): void;
  /** Hears that a release is ready. */
  ready?(release: string): void;
  /** Hears what a pod said when it failed, once. */
  trouble?(line: string): void;
  signal?: AbortSignal | undefined;
}

/**
 * Waits until releases are ready: their servers, and their Jobs.
 *
 * @throws DeliveryError RELEASE_NOT_READY that says of each pod what is wrong, when the time is up or a Job has given up
 */
export async function waitForReleases(
  live: LiveReleases,
  releases: readonly string[],
  { timeoutSeconds, progress, ready, trouble, signal }: WaitOptions,
): Promise<void> {
  const end = Date.now() + timeoutSeconds * 1000;
  const told = new Set<string>();
  const waiting = new Map<string, ReleaseState | undefined>(releases.map(release => [release, undefined]));
  for (;;) {
    signal?.throwIfAborted();
    for (const release of [...waiting.keys()]) {
      const state = await live.state(release);
      waiting.set(release, state);
      if (state.ready) {
        waiting.delete(release);
        ready?.(release);
        continue;
      }
      progress?.(release, `waits for ${state.missing.join(', ')}`);
      for (const { pod, says } of state.pods.filter(({ failed }) => failed)) {
        const said = `${pod} ${says.replace(/has failed \d+ times/, 'has failed')}`;
        if (told.has(said) || told.size >= maxTold) continue;
        told.add(said);
        trouble?.(`${pod}: ${says}`);
      }
    }
    if (waiting.size === 0) return;
    const gaveUp = [...waiting.values()].flatMap(state => state?.failed ?? []);
    if (gaveUp.length > 0) throw notReady(live, waiting, `${gaveUp.join(', ')} gave up`);
    if (Date.now() >= end) throw notReady(live, waiting, `not ready after ${timeoutSeconds} s`);
    await delay(interval, undefined, { signal });
  }
}

function notReady(
  { namespace }: LiveReleases,
  waiting: ReadonlyMap<string, ReleaseState | undefined>,
  why: string,
): DeliveryError {
  const lines = [...waiting].flatMap(([release, state]) => [
    `${release} waits for ${state?.missing.join(', ')}`,
    // What failed says why the others wait.
    ...(state?.pods ?? [])
      .toSorted((a, b) => Number(b.failed) - Number(a.failed))
      .map(({ pod, says }) => `  ${pod} ${says}`),
  ]);
  return new DeliveryError(
    'RELEASE_NOT_READY',
    `${why}:\n${lines.map(line => `  ${line}`).join('\n')}`,
    `look at it with kubectl describe pods --namespace ${namespace}; what is installed stays, and goes on trying`,
  );
}
