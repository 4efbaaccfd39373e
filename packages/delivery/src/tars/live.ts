import { ApiException, AppsV1Api, CoreV1Api, KubeConfig, type V1ConfigMap } from '@kubernetes/client-node';
import { DeliveryError } from '../error.ts';

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

  /** The number of its pods as it was last set, by a release or by hand; undefined for a server that isn't there. */
  async replicas(): Promise<number | undefined> {
    return (await this.#statefulSet())?.spec?.replicas;
  }

  /** Versions of its files, newest first. */
  async configs(): Promise<ConfigVersion[]> {
    const list = await this.#core.listNamespacedConfigMap({
      namespace: this.namespace,
      labelSelector: `tars.io/Config=${this.name}`,
    });
    const volumes = (await this.#statefulSet())?.spec?.template.spec?.volumes ?? [];
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

  async #statefulSet() {
    try {
      return await this.#apps.readNamespacedStatefulSet({ namespace: this.namespace, name: this.name });
    } catch (error) {
      if (error instanceof ApiException && error.code === 404) return undefined;
      throw error;
    }
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

/** The cluster that `KUBECONFIG`, `~/.kube/config` or the pod's own account names, as kubectl finds it. */
function defaultConfig(): KubeConfig {
  const config = new KubeConfig();
  config.loadFromDefault();
  if (!config.getCurrentCluster())
    throw new DeliveryError(
      'CLUSTER_UNKNOWN',
      'no cluster is configured',
      'set KUBECONFIG, or write ~/.kube/config',
    );
  return config;
}
