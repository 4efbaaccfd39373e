import { KubeConfig } from '@kubernetes/client-node';
import { DeliveryError } from './error.ts';

/** The cluster that `KUBECONFIG`, `~/.kube/config` or the pod's own account names, as kubectl finds it. @throws DeliveryError CLUSTER_UNKNOWN */
export function defaultConfig(): KubeConfig {
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
