import { podOf } from '../pods.ts';
import { describeObject, type KubernetesObject, type Problem } from '../problem.ts';
import { checkContainers } from './container.ts';
import { checkContexts } from './contexts.ts';
import { checkPod } from './pod.ts';

/**
 * Checks the pods that an object runs against the restricted Pod Security Standard of Kubernetes 1.34: each rule of the baseline
 * and the restricted profile, for containers, init containers and ephemeral ones. Objects without pods have no problems. The
 * verdict is that of a namespace with `pod-security.kubernetes.io/enforce: restricted`.
 */
export function checkRestricted(object: KubernetesObject): Problem[] {
  const pod = podOf(object);
  if (pod === undefined) return [];
  const name = describeObject(object);
  return [...checkPod(pod), ...checkContexts(pod), ...checkContainers(pod)].map(finding => ({
    object: name,
    ...finding,
  }));
}
