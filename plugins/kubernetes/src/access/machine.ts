import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { errors } from '@hawser/core';
import type { KubeConfig } from '@kubernetes/client-node';
import { requireHttps } from './kubeconfig.ts';

/** Where a pod finds the token of its service account. */
const podToken = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Loads the access that this machine has by itself: the files of `KUBECONFIG`, else `~/.kube/config`, else the account
 * of the pod. Its operator wrote them, so they may name files and programs.
 *
 * @throws FAILED_PRECONDITION when there is none
 */
export function loadMachine(make: () => KubeConfig): KubeConfig {
  const named = (process.env.KUBECONFIG ?? '').split(delimiter).filter(file => file !== '');
  const files = (named.length > 0 ? named : [join(homedir(), '.kube', 'config')]).filter(file =>
    existsSync(file),
  );
  const config = make();
  if (files.length > 0) loadFiles(config, files, make);
  else if (existsSync(podToken)) config.loadFromCluster();
  else {
    throw errors.precondition(
      'there is no access to a cluster: the secret is empty, KUBECONFIG names no file that exists, and this is no pod',
    );
  }
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
