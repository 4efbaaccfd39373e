import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  type V1ConfigMap,
  type V1Node,
  type V1Pod,
  type V1StatefulSet,
} from '@kubernetes/client-node';
import { defaultConfig } from '../cluster.ts';
import { culpritOf, type PodFacts } from './pod-state.ts';
import type { Workload } from './rendered.ts';

/** A version of a server's files that the cluster keeps. */
export interface ConfigVersion {
  /** The digest of what it holds, eight hexadecimal characters. */
  version: string;
  created: Date;
  /** Whether the server's pods are made with it. */
  active: boolean;
  /** The ConfigMap's data. */
  data: Readonly<Record<string, string>>;
  /** Whether the data are parts that differ by pod: `file.<name>` and `node.<number>.<name>`. */
  parts: boolean;
}

/** A TARS server as it stands in a cluster. */
export class LiveServer {
  readonly namespace: string;
  /** `<app>-<server>` in lower case. */
  readonly name: string;
  readonly #apps: AppsV1Api;
  readonly #core: CoreV1Api;

  constructor(namespace: string, name: string, config = defaultConfig()) {
    this.namespace = namespace;
    this.name = name;
    this.#apps = config.makeApiClient(AppsV1Api);
    this.#core = config.makeApiClient(CoreV1Api);
  }

  /** Versions of its files, newest first. */
  async configs(): Promise<ConfigVersion[]> {
    const list = await this.#core.listNamespacedConfigMap({
      namespace: this.namespace,
      labelSelector: `tars.io/Config=${this.name}`,
    });
    const volumes = (await this.statefulSet())?.spec?.template.spec?.volumes ?? [];
    const used = new Set(volumes.map(({ configMap }) => configMap?.name));
    return list.items
      .map(item => versionOf(item, used.has(item.metadata?.name)))
      .sort((a, b) => b.created.getTime() - a.created.getTime() || (a.version < b.version ? -1 : 1));
  }

  /** Forgets a version of its files. */
  async removeConfig({ version }: ConfigVersion): Promise<void> {
    await this.#core.deleteNamespacedConfigMap({
      namespace: this.namespace,
      name: `${this.name}-config-${version}`,
    });
  }

  /** What its pods are made of; undefined for a server that isn't there, or is a DaemonSet. */
  async statefulSet(): Promise<V1StatefulSet | undefined> {
    return found(this.#apps.readNamespacedStatefulSet({ namespace: this.namespace, name: this.name }));
  }

  /** What its pods are made of, of either kind; undefined for a server that isn't there. */
  async workload(): Promise<Workload | undefined> {
    const [set, daemons] = await Promise.all([
      this.statefulSet(),
      found(this.#apps.readNamespacedDaemonSet({ namespace: this.namespace, name: this.name })),
    ]);
    return set ?? daemons;
  }

  /** Removes the StatefulSet and leaves its pods running, for a new one to take over. */
  async orphanPods(): Promise<void> {
    await this.#apps.deleteNamespacedStatefulSet({
      namespace: this.namespace,
      name: this.name,
      propagationPolicy: 'Orphan',
    });
  }

  async deletePod(name: string): Promise<void> {
    await this.#core.deleteNamespacedPod({ namespace: this.namespace, name });
  }

  /** By name. */
  async pods(): Promise<V1Pod[]> {
    const { items } = await this.#core.listNamespacedPod({
      namespace: this.namespace,
      labelSelector: `app.kubernetes.io/name=${this.name}`,
    });
    return items.sort((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
  }

  /** Of the cluster. */
  async nodes(): Promise<V1Node[]> {
    return (await this.#core.listNode()).items;
  }

  /** What there is to know of a pod. What can't be read is left out. */
  async factsOf(pod: V1Pod): Promise<PodFacts> {
    const name = pod.metadata?.name ?? '';
    const culprit = culpritOf(pod);
    const ran = culprit?.state?.running || culprit?.lastState?.terminated || culprit?.state?.terminated;
    const previous = culprit?.state?.waiting !== undefined;
    const about = { namespace: this.namespace, fieldSelector: `involvedObject.uid=${pod.metadata?.uid}` };
    const lines = { name, namespace: this.namespace, container: culprit?.name, previous, tailLines: 5 };
    const [events, log] = await Promise.all([
      this.#core.listNamespacedEvent(about).then(
        ({ items }) => items,
        () => [],
      ),
      ran ? this.#core.readNamespacedPodLog(lines).catch(() => '') : '',
    ]);
    const when = ({ lastTimestamp, eventTime }: (typeof events)[number]) =>
      new Date(lastTimestamp ?? eventTime ?? 0).getTime();
    return { pod, events: events.sort((a, b) => when(a) - when(b)), log };
  }
}

/** An object that is asked for; undefined where there is none. */
async function found<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiException && error.code === 404) return undefined;
    throw error;
  }
}

function versionOf({ metadata, data }: V1ConfigMap, active: boolean): ConfigVersion {
  return {
    version: metadata!.name!.slice(-8),
    created: metadata!.creationTimestamp!,
    active,
    data: data ?? {},
    parts: metadata?.annotations?.['tars.io/ConfigParts'] === 'true',
  };
}
