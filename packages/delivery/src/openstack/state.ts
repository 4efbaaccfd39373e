import { AppsV1Api, BatchV1Api, CoreV1Api } from '@kubernetes/client-node';
import { defaultConfig } from '../cluster.ts';
import { type PodState, podState } from './pods.ts';

/** How far a release is. */
export interface ReleaseState {
  /** Whether all its servers are ready and all its Jobs are done. */
  ready: boolean;
  /** Its Jobs and servers that aren't: `Job keystone-db-sync-1a2b3c4d`. */
  missing: string[];
  /** Jobs that have given up. */
  failed: string[];
  /** Its pods that there is something to say of. */
  pods: PodState[];
}

/** Releases of OpenStack-Helm's charts as they stand in a namespace. */
export class LiveReleases {
  readonly namespace: string;
  readonly #apps: AppsV1Api;
  readonly #batch: BatchV1Api;
  readonly #core: CoreV1Api;

  constructor(namespace: string, config = defaultConfig()) {
    this.namespace = namespace;
    this.#apps = config.makeApiClient(AppsV1Api);
    this.#batch = config.makeApiClient(BatchV1Api);
    this.#core = config.makeApiClient(CoreV1Api);
  }

  /** How far a release is, by the label that all its objects carry. */
  async state(release: string): Promise<ReleaseState> {
    const query = { namespace: this.namespace, labelSelector: `release_name=${release}` };
    const [deployments, sets, jobs, pods] = await Promise.all([
      this.#apps.listNamespacedDeployment(query),
      this.#apps.listNamespacedStatefulSet(query),
      this.#batch.listNamespacedJob(query),
      this.#core.listNamespacedPod(query),
    ]);
    const missing: string[] = [];
    const failed: string[] = [];
    for (const { metadata, spec, status } of deployments.items) {
      const wanted = spec?.replicas ?? 1;
      const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 1);
      if (!seen || (status?.updatedReplicas ?? 0) < wanted || (status?.readyReplicas ?? 0) < wanted)
        missing.push(`Deployment ${metadata?.name}`);
    }
    for (const { metadata, spec, status } of sets.items)
      if (
        (status?.readyReplicas ?? 0) < (spec?.replicas ?? 1) ||
        status?.currentRevision !== status?.updateRevision
      )
        missing.push(`StatefulSet ${metadata?.name}`);
    // Those of a CronJob come and go at their own times.
    for (const { metadata, status } of jobs.items.filter(
      ({ metadata }) => !metadata?.ownerReferences?.length,
    )) {
      const holds = (wanted: string) =>
        status?.conditions?.some(({ type, status }) => type === wanted && status === 'True');
      if (holds('Complete')) continue;
      missing.push(`Job ${metadata?.name}`);
      if (holds('Failed')) failed.push(`Job ${metadata?.name}`);
    }
    const states = pods.items
      .filter(({ metadata }) => !metadata?.deletionTimestamp)
      .map(podState)
      .filter(state => state !== undefined);
    return { ready: missing.length === 0, missing, failed, pods: states };
  }
}
