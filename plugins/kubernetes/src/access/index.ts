import type { JsonObject } from '@bufbuild/protobuf';
import type { KubeConfig } from '@kubernetes/client-node';
import { loadMachine } from './machine.ts';
import { readSecret } from './secret.ts';

/**
 * The way into a cluster: what the secret says, or for an empty one, what this machine has.
 *
 * @throws INVALID_PARAMETER or FAILED_PRECONDITION with what is wrong with it
 */
export async function openKubeconfig(secret: JsonObject): Promise<KubeConfig> {
  // The library takes 80 MB of memory, so a plugin that nobody asks to collect does without it.
  const { KubeConfig, loadYaml } = await import('@kubernetes/client-node');
  const access = readSecret(secret, loadYaml);
  if (!access) return loadMachine(() => new KubeConfig());
  const config = new KubeConfig();
  config.loadFromClusterAndUser(access.cluster, access.user);
  return config;
}
