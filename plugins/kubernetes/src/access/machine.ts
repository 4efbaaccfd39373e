import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { errors } from '@hawser/core';
import type { KubeConfig } from '@kubernetes/client-node';
import { requireHttps } from './kubeconfig.ts';

/** Where a pod finds the token of its service account. */
const podToken = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** Says, in a pod, that secrets without data get what the pod's service account may see: `true`. */
export const inClusterVariable = 'HAWSER_PLUGIN_KUBERNETES__IN_CLUSTER';

/**
 * Loads the access that this machine has by itself: the files of `KUBECONFIG`, else `~/.kube/config`. Its operator wrote
 * them, so they may name files and programs. In a pod it is the account of the pod, and only where its operator says so:
 * a platform there has tenants, of whom each may make a secret without data.
 *
 * @param token where a pod has its account's token
 * @throws FAILED_PRECONDITION when there is none, or it isn't for secrets
 */
export function loadMachine(make: () => KubeConfig, token: string = podToken): KubeConfig {
  if (process.env.KUBERNETES_SERVICE_HOST !== undefined) return loadPod(make, token);
  const named = (process.env.KUBECONFIG ?? '').split(delimiter).filter(file => file !== '');
  const files = (named.length > 0 ? named : [join(homedir(), '.kube', 'config')]).filter(file =>
    existsSync(file),
  );
  const config = make();
  if (files.length === 0) {
    throw errors.precondition(
      'there is no access to a cluster: the secret is empty, and KUBECONFIG names no file that exists',
    );
  }
  loadFiles(config, files, make);
  const cluster = config.getCurrentCluster();
  if (!cluster || !config.getCurrentUser()) {
    throw errors.precondition(`${files.join(', ')} has no current context with a cluster and a user`);
  }
  requireHttps(cluster.server, 'KUBECONFIG');
  if (cluster.skipTLSVerify) {
    throw errors.precondition(`${files.join(', ')}: insecure-skip-tls-verify trusts whoever answers`);
  }
  return config;
}

function loadPod(make: () => KubeConfig, token: string): KubeConfig {
  if (process.env[inClusterVariable] !== 'true') {
    throw errors.precondition(
      `the secret is empty, and the plugin's own account isn't for secrets unless ${inClusterVariable} is true`,
    );
  }
  if (!existsSync(token)) {
    throw errors.precondition(`${inClusterVariable} is true, and the pod has no token of a service account`);
  }
  const config = make();
  config.loadFromCluster();
  return config;
}

function loadFiles(config: KubeConfig, files: readonly string[], make: () => KubeConfig): void {
  try {
    for (const file of files) {
      const one = make();
      one.loadFromFile(file);
      // As kubectl has it, the first file's current context counts.
      config.mergeConfig(one, config.currentContext !== undefined);
    }
  } catch (thrown) {
    throw errors.precondition(
      `${files.join(', ')} can't be read: ${thrown instanceof Error ? thrown.message : thrown}`,
    );
  }
}
