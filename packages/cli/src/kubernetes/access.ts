import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../error.ts';

/** Where Kubernetes mounts a pod's service account. */
const mount = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The way of a pod to the API server of its cluster. */
export interface PodAccess {
  /** `https://10.96.0.1:443` */
  server: string;
  /** PEM of the authorities that sign the server's certificate. */
  ca: string;
  /** The pod's own namespace. */
  namespace: string;
  /** The service account's token, as it is now: the kubelet replaces it before it expires. */
  token(): string;
}

/**
 * What this pod has by itself.
 *
 * @param env where Kubernetes writes the server's address: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT
 * @param folder the service account's folder
 * @throws CliError when this is no pod, or one without a token
 */
export function podAccess(
  env: Readonly<Record<string, string | undefined>> = process.env,
  folder: string = mount,
): PodAccess {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  if (!host) {
    throw new CliError('this needs the Kubernetes API, and this is no pod of a cluster', {
      hint: 'run it as a Job; KUBERNETES_SERVICE_HOST says where the API is, and isn’t set',
    });
  }
  if (!existsSync(join(folder, 'token'))) {
    throw new CliError(`this needs the Kubernetes API, and the pod has no token in ${folder}`, {
      hint: 'set automountServiceAccountToken: true, and a service account that has the rights',
    });
  }
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ca: read('ca.crt'),
    namespace: read('namespace'),
    token: () => read('token'),
  };
}
