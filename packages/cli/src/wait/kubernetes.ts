import type { KubernetesApi, KubernetesObject, Resource } from '../kubernetes/api.ts';
import { type Condition, holds, type Look, notYet } from './condition.ts';
import { type FailedPod, lastWords } from './last-words.ts';

const jobs: Resource = { group: 'batch', version: 'v1', plural: 'jobs' };
const pods: Resource = { group: '', version: 'v1', plural: 'pods' };
const daemonSets: Resource = { group: 'apps', version: 'v1', plural: 'daemonsets' };
const endpointSlices: Resource = { group: 'discovery.k8s.io', version: 'v1', plural: 'endpointslices' };

interface StatusCondition {
  type: string;
  status: string;
  message?: string;
}

interface Job extends KubernetesObject {
  status?: { active?: number; failed?: number; conditions?: StatusCondition[] };
}

interface Pod extends KubernetesObject {
  spec: { nodeName?: string };
  status?: {
    phase?: string;
    conditions?: StatusCondition[];
    containerStatuses?: { name: string; ready: boolean; state?: Record<string, { reason?: string }> }[];
  };
}

interface DaemonSet extends KubernetesObject {
  spec: { selector: { matchLabels?: Record<string, string> } };
  status?: { desiredNumberScheduled?: number; numberReady?: number };
}

interface EndpointSlice extends KubernetesObject {
  endpoints?: { conditions?: { ready?: boolean } }[];
}

/** A Job has completed. */
export const jobDone = (api: KubernetesApi, name: string): Condition => ({
  name: `Job ${name}`,
  async check() {
    const job = await api.get<Job>(jobs, name);
    if (!job) return notYet(`there is none in the namespace ${api.namespace}`);
    const { active = 0, failed = 0, conditions } = job.status ?? {};
    if (conditionOf(conditions, 'Complete')) return holds('has completed');
    const failure = conditionOf(conditions, 'Failed');
    const state = failure
      ? `has failed: ${failure.message ?? 'without a reason'}`
      : `is not done: ${active} of its pods run, ${failed} failed`;
    return notYet(`${state}${await wordsOf(api, name)}`);
  },
});

/** What the Job's pods said when they failed; nothing where they haven't, and why it isn't known where they can't be read. */
async function wordsOf(api: KubernetesApi, job: string): Promise<string> {
  try {
    const labelSelector = `batch.kubernetes.io/job-name=${job}`;
    const said = lastWords(await api.list<FailedPod>(pods, { labelSelector }));
    return said ? `; ${said}` : '';
  } catch (error) {
    return `; what its pods say isn’t known: ${(error as Error).message}`;
  }
}

/** A Service has a ready endpoint. */
export const serviceHasEndpoints = (api: KubernetesApi, name: string): Condition => ({
  name: `Service ${name}`,
  async check() {
    const labelSelector = `kubernetes.io/service-name=${name}`;
    const slices = await api.list<EndpointSlice>(endpointSlices, { labelSelector });
    const endpoints = slices.flatMap(({ endpoints }) => endpoints ?? []);
    // An endpoint that doesn't say is ready, as Kubernetes defines it.
    const ready = endpoints.filter(({ conditions }) => conditions?.ready !== false).length;
    if (ready > 0) return holds(`has ${ready} ready endpoint${ready === 1 ? '' : 's'}`);
    if (slices.length === 0)
      return notYet(`has no endpoints, or isn't there in the namespace ${api.namespace}`);
    return notYet(`none of its ${endpoints.length} endpoints is ready`);
  },
});

/** One of the pods with a label is ready. @param selector `label=value` */
export const podReady = (api: KubernetesApi, selector: string): Condition => ({
  name: `a pod with ${selector}`,
  check: async () => oneReady(await api.list<Pod>(pods, { labelSelector: selector }), api.namespace),
});

/**
 * A DaemonSet's pods are ready: the one of this node where that is known, else all.
 * @param node this pod's node
 */
export const daemonSetReady = (api: KubernetesApi, name: string, node: string | undefined): Condition => ({
  name: `DaemonSet ${name}${node ? ` on ${node}` : ''}`,
  async check() {
    const set = await api.get<DaemonSet>(daemonSets, name);
    if (!set) return notYet(`there is none in the namespace ${api.namespace}`);
    if (node) {
      const labels = Object.entries(set.spec.selector.matchLabels ?? {});
      const labelSelector = labels.map(([label, value]) => `${label}=${value}`).join(',');
      const all = await api.list<Pod>(pods, { labelSelector });
      return oneReady(
        all.filter(({ spec }) => spec.nodeName === node),
        node,
      );
    }
    const { desiredNumberScheduled: wanted = 0, numberReady: ready = 0 } = set.status ?? {};
    const says = `${ready} of ${wanted} pods are ready`;
    return wanted > 0 && ready >= wanted ? holds(says) : notYet(says);
  },
});

/** A container of a pod is ready. */
export const containerReady = (api: KubernetesApi, podName: string, container: string): Condition => ({
  name: `container ${podName}/${container}`,
  async check() {
    const pod = await api.get<Pod>(pods, podName);
    if (!pod) return notYet(`there is no pod ${podName} in the namespace ${api.namespace}`);
    const all = pod.status?.containerStatuses ?? [];
    const found = all.find(({ name }) => name === container);
    if (!found)
      return notYet(`the pod has ${all.map(({ name }) => name).join(', ') || 'no container'} running`);
    const [state = 'waiting', { reason } = {}] = Object.entries(found.state ?? {})[0] ?? [];
    return found.ready ? holds('is ready') : notYet(`is ${state}${reason ? ` (${reason})` : ''}, not ready`);
  },
});

function oneReady(found: readonly Pod[], where: string): Look {
  const ready = found.find(({ status }) => conditionOf(status?.conditions, 'Ready'));
  if (ready) return holds(`${ready.metadata.name} is ready`);
  if (found.length === 0) return notYet(`there is none in ${where}`);
  return notYet(
    `none is ready: ${found.map(({ metadata, status }) => `${metadata.name} ${status?.phase}`).join(', ')}`,
  );
}

const conditionOf = (conditions: readonly StatusCondition[] | undefined, type: string) =>
  conditions?.find(condition => condition.type === type && condition.status === 'True');
