import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

/** The longest part of a message that is quoted, in characters: its end, where programs say why they stop. */
const maxQuote = 400;

/** How a pod is: in words, and whether something in it has failed. */
export interface PodState {
  pod: string;
  says: string;
  failed: boolean;
}

/** What there is to say of a pod that isn't done: which of its containers failed and with what message, or what it waits for. */
export function podState({ metadata, spec, status }: V1Pod): PodState | undefined {
  const pod = metadata?.name ?? '';
  const say = (says: string, failed = false): PodState => ({ pod, says, failed });
  if (status?.phase === 'Succeeded' || isReady(status?.conditions)) return undefined;
  const unscheduled = status?.conditions?.find(
    ({ type, status }) => type === 'PodScheduled' && status === 'False',
  );
  if (unscheduled)
    return say(`has no node: ${unscheduled.message ?? ''}${selectorHint(spec?.nodeSelector)}`, true);
  const steps = status?.initContainerStatuses ?? [];
  const containers = [...steps, ...(status?.containerStatuses ?? [])];
  for (const container of containers) {
    const trouble = troubleOf(container);
    if (trouble) return say(trouble, true);
  }
  const step = steps.find(({ state }) => state?.running);
  if (step) return say(`is in its first step, ${step.name}`);
  return say(containers.some(({ state }) => state?.running) ? 'runs, and isn’t ready yet' : 'is starting');
}

const isReady = (conditions: readonly { type: string; status: string }[] = []) =>
  conditions.some(({ type, status }) => type === 'Ready' && status === 'True');

const selectorHint = (selector: Record<string, string> = {}) => {
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return labels.length > 0 ? ` (it wants nodes with ${labels.join(', ')})` : '';
};

/** What is wrong with a container: why it can't start, or what it said when it failed last. */
function troubleOf({ name, state, lastState, restartCount }: V1ContainerStatus): string | undefined {
  const waiting = state?.waiting;
  if (waiting && /^(ErrImage|ImagePull|InvalidImage|CreateContainer|RunContainer)/.test(waiting.reason ?? ''))
    return `${name} can’t start: ${waiting.reason}${waiting.message ? `: ${quote(waiting.message)}` : ''}`;
  const ended = state?.terminated ?? lastState?.terminated;
  if (!ended || ended.exitCode === 0 || state?.running) return undefined;
  const often = restartCount > 1 ? `${restartCount} times` : 'once';
  return `${name} has failed ${often}: ${ended.message?.trim() ? quote(ended.message) : `exit code ${ended.exitCode}`}`;
}

/** The end of a text, on one line. */
function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > maxQuote ? `…${line.slice(-maxQuote)}` : line;
}
