import { errors, HawserError, Service } from '@hawser/core';
import {
  Collector,
  type CollectRequest,
  type InitRequest,
  type VerifyRequest,
} from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { openKubeconfig } from './access/index.ts';
import { ClusterApi, explain, identify, mayList } from './api/index.ts';
import { collectCluster, scopesOf } from './collect.ts';
import { type Options, optionsSchema, readOptions } from './options.ts';

/** Collects the objects of a Kubernetes cluster, with their relations. */
export class KubernetesCollector extends Service(Collector) {
  init({ options }: InitRequest) {
    readOptions(options ?? {});
    return {
      metadata: {
        supported_resource_type: ['inventory.CloudService', 'inventory.CloudServiceType', 'inventory.Region'],
        supported_schedules: ['hours'],
        supported_features: ['garbage_collection'],
        filter_format: [],
        options_schema: optionsSchema,
      },
    };
  }

  /** Fails unless the cluster answers and lets the account list some of what is to be collected. */
  async verify({ options, secretData }: VerifyRequest) {
    const chosen = readOptions(options ?? {});
    const { signal } = this.transaction;
    const api = new ClusterApi(await openKubeconfig(secretData ?? {}));
    try {
      await identify(api, signal);
      await requireSome(api, chosen, signal);
    } catch (thrown) {
      throw told(thrown, api, signal);
    } finally {
      api.close();
    }
    return {};
  }

  async *collect({ options, secretData }: CollectRequest) {
    const chosen = readOptions(options ?? {});
    const { signal } = this.transaction;
    const api = new ClusterApi(await openKubeconfig(secretData ?? {}));
    try {
      yield* collectCluster(api, chosen, signal);
    } catch (thrown) {
      throw told(thrown, api, signal);
    } finally {
      api.close();
    }
  }
}

/** Most accounts may list the first kind already, so this is one request. */
async function requireSome(api: ClusterApi, options: Options, signal: AbortSignal): Promise<void> {
  for (const kind of options.kinds) {
    for (const namespace of scopesOf(kind, options)) {
      if (await mayList(api, kind, kind.namespaced ? namespace : undefined, signal)) return;
    }
  }
  const names = options.kinds.map(({ name }) => name).join(', ');
  throw errors.precondition(`the account at ${api.server} may list none of ${names}`);
}

function told(thrown: unknown, api: ClusterApi, signal: AbortSignal): unknown {
  signal.throwIfAborted();
  return thrown instanceof HawserError ? thrown : explain(thrown, api.server);
}
