import { has, podOf, specPath } from '../pods.ts';
import { describeObject, type KubernetesObject, type Problem } from '../problem.ts';
import { at, mapsOf } from '../read.ts';

/** Versions of Kubernetes that objects can be checked for. */
export type KubernetesVersion = '1.34' | '1.35' | '1.36';

/**
 * The schemas are those of Kubernetes 1.36, and an API only ever gets more: what came after 1.34 is listed here. A test compares
 * this with what a cluster says of itself.
 */
const KINDS: Record<string, KubernetesVersion> = {
  MutatingAdmissionPolicy: '1.36',
  MutatingAdmissionPolicyBinding: '1.36',
};

/** What an object uses that the given Kubernetes doesn't have yet. */
export function newerThan(kubernetes: KubernetesVersion, object: KubernetesObject): Problem[] {
  const name = describeObject(object);
  const uses: [path: string, since: KubernetesVersion][] = [];
  const kind = KINDS[object.kind];
  if (kind !== undefined) uses.push(['kind', kind]);
  const pod = podOf(object);
  if (pod !== undefined) {
    const path = specPath(pod);
    if (has(pod.spec, 'schedulingGroup')) uses.push([`${path}.schedulingGroup`, '1.36']);
    for (const [volume, fields] of mapsOf(pod.spec['volumes'])) {
      for (const [index, source] of mapsOf(at(fields, 'projected', 'sources'))) {
        if (!has(source['podCertificate'], 'userAnnotations')) continue;
        const place = `${path}.volumes[${volume}].projected.sources[${index}]`;
        uses.push([`${place}.podCertificate.userAnnotations`, '1.35']);
      }
    }
  }
  return uses
    .filter(([, since]) => since > kubernetes)
    .map(([path, since]) => ({
      object: name,
      path,
      message: `needs Kubernetes ${since}; ${kubernetes} has no such thing`,
    }));
}
