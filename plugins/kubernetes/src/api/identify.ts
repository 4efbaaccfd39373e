import type { Cluster } from '../resource.ts';
import type { ClusterApi } from './cluster.ts';
import { ApiError } from './error.ts';

/**
 * What a cluster is called. Its id is the uid of the namespace `kube-system`, which clusters are told apart by; for an
 * account that may not see it, the API server's address.
 *
 * @throws ApiError, or what Node.js throws, when the cluster can't be asked
 */
export async function identify(api: ClusterApi, signal: AbortSignal): Promise<Cluster> {
  const { gitVersion } = await api.ask<{ gitVersion?: string }>({ path: '/version', signal });
  if (typeof gitVersion !== 'string') throw new ApiError(502, 'this is no Kubernetes API server');
  return { id: (await uidOf(api, signal)) ?? new URL(api.server).host, name: api.name, version: gitVersion };
}

async function uidOf(api: ClusterApi, signal: AbortSignal): Promise<string | undefined> {
  try {
    const path = '/api/v1/namespaces/kube-system';
    return (await api.ask<{ metadata?: { uid?: string } }>({ path, signal })).metadata?.uid;
  } catch (thrown) {
    if (thrown instanceof ApiError && [403, 404].includes(thrown.status)) return undefined;
    throw thrown;
  }
}
