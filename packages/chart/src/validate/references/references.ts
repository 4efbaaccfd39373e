import type { KubernetesObject, Problem } from '../problem.ts';
import { checkMounts, checkPorts } from './mounts.ts';
import { checkNames } from './names.ts';
import { checkObjects } from './objects.ts';
import { type ReferenceOptions, Release } from './release.ts';
import { checkRoutes } from './routes.ts';
import { checkScaling } from './scaling.ts';
import { checkSelectors } from './selectors.ts';
import { checkSources } from './sources.ts';

/**
 * Checks what objects say of each other, which no schema can: names and labels are valid and there once; selectors match; what
 * is named is rendered or declared as external (Services, ports, scale targets, ConfigMaps, Secrets and their keys, claims,
 * volumes, service accounts, roles); an autoscaler's target has no replicas of its own.
 */
export function checkReferences(
  objects: readonly KubernetesObject[],
  options: ReferenceOptions = {},
): Problem[] {
  const release = new Release(objects, options);
  checkObjects(release);
  checkNames(release);
  checkSelectors(release);
  checkMounts(release);
  checkPorts(release);
  checkSources(release);
  checkRoutes(release);
  checkScaling(release);
  return release.problems;
}
