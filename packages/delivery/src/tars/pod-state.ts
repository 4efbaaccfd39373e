import type { CoreV1Event, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

/** The longest that is quoted of what others say, in characters. */
const maxQuote = 300;

/** What is known of a pod. */
export interface PodFacts {
  pod: V1Pod;
  /** About this pod, oldest first. */
  events: readonly CoreV1Event[];
  /** The end of what its server wrote, of the run before when that ended; empty for nothing. */
  log: string;
}

/** Whether a pod takes part in its Service. */
export const isReady = ({ status, metadata }: V1Pod): boolean =>
  metadata?.deletionTimestamp === undefined &&
  status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;

/** A pod's containers, the steps before its server first. */
export const containersOf = ({ status }: V1Pod): V1ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
];

/** The container that keeps a pod from being ready, if one does. */
export const culpritOf = (pod: V1Pod): V1ContainerStatus | undefined =>
  containersOf(pod).find(({ ready, state }) => !ready && state?.terminated?.exitCode !== 0);

/** What a pod that isn't ready is at, in a few words: for progress. */
export function briefState(pod: V1Pod): string {
  const { status, metadata } = pod;
  if (metadata?.deletionTimestamp) return 'ending';
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') return `no node: ${quote(scheduled.message ?? scheduled.reason ?? '')}`;
  const culprit = culpritOf(pod);
  const { waiting, terminated } = culprit?.state ?? {};
  if (waiting?.reason && waiting.reason !== 'ContainerCreating' && waiting.reason !== 'PodInitializing')
    return waiting.reason;
  if (terminated) return `ended with ${terminated.exitCode}`;
  return isReady(pod) ? 'ready' : culprit?.state?.running ? 'started' : 'starting';
}

/** Why a pod isn't ready: what it is at, what Kubernetes last said against it, and its own last line. */
export function explainPod({ pod, events, log }: PodFacts): string {
  const culprit = culpritOf(pod);
  const ended = culprit?.state?.terminated ?? culprit?.lastState?.terminated;
  const restarts = culprit?.restartCount ? `, restarted ${culprit.restartCount} times` : '';
  const exit = ended ? [`${culprit?.name} ended with ${ended.exitCode}${restarts}`] : [];
  const waiting = culprit?.state?.waiting?.message;
  // What a container waits for is told by its own message; a mount or an image that fails only by events.
  const warnings = events.filter(({ type }) => type === 'Warning').map(({ message }) => message);
  const scheduled = pod.status?.conditions?.some(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  const said = scheduled ? [] : waiting ? [waiting] : [...new Set(warnings)].slice(-2);
  const line = log.trim().split('\n').at(-1);
  const last = line ? [`its last line: ${quote(line)}`] : [];
  return [...new Set([briefState(pod), ...exit, ...said.map(text => quote(text ?? '')), ...last])].join('; ');
}

/** A text on one line; of a long one, its beginning, which names the thing, and its end, which says why. */
function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const half = maxQuote / 2;
  return line.length > maxQuote ? `${line.slice(0, half)} … ${line.slice(-half)}` : line;
}
