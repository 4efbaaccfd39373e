import type { KubernetesObject } from '../kubernetes/api.ts';

/** The longest part of a message that is quoted, in characters: its end, where programs say why they stop. */
const maxQuote = 400;

interface Ended {
  exitCode: number;
  finishedAt?: string;
  message?: string;
  reason?: string;
}

interface ContainerStatus {
  name: string;
  restartCount?: number;
  state?: { running?: object; terminated?: Ended; waiting?: { reason?: string; message?: string } };
  lastState?: { terminated?: Ended };
}

/** What is read of a pod that may have failed. */
export interface FailedPod extends KubernetesObject {
  status?: {
    phase?: string;
    initContainerStatuses?: ContainerStatus[];
    containerStatuses?: ContainerStatus[];
  };
}

/** States of a container that doesn't come to run by itself. */
const stuck = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'CreateContainerConfigError']);

/**
 * What the container that failed last said in its termination message; else which container can't start, and why; else which
 * first step still runs. Undefined where nothing is wrong.
 */
export function lastWords(pods: readonly FailedPod[]): string | undefined {
  const statuses = pods.flatMap(({ status }) => [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ]);
  const failures = statuses
    .flatMap(({ name, state, lastState }) =>
      [state?.terminated, lastState?.terminated].map(ended => ({ name, ended })),
    )
    .filter((one): one is { name: string; ended: Ended } => (one.ended?.exitCode ?? 0) !== 0)
    .sort((a, b) => Date.parse(b.ended.finishedAt ?? '') - Date.parse(a.ended.finishedAt ?? ''));
  const [last] = failures;
  if (last) {
    const restarts = statuses.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
    const often = restarts > 1 ? `, after ${restarts} restarts` : '';
    const { message, exitCode, reason } = last.ended;
    const said = message?.trim()
      ? `said: ${quote(message)}`
      : `ended with ${exitCode} (${reason ?? 'Error'})`;
    return `the last that failed, ${last.name}${often}, ${said}`;
  }
  const waiting = statuses.find(({ state }) => stuck.has(state?.waiting?.reason ?? ''));
  if (!waiting) {
    const steps = pods.flatMap(({ status }) => status?.initContainerStatuses ?? []);
    const step = steps.find(({ state }) => state?.running);
    return step && `a pod of it is in its first step, ${step.name}`;
  }
  const { reason, message } = waiting.state!.waiting!;
  return `${waiting.name} can’t start: ${reason}${message ? `: ${quote(message)}` : ''}`;
}

/** The end of a text, on one line. */
function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > maxQuote ? `…${line.slice(-maxQuote)}` : line;
}
