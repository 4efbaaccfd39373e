import { has, podOf, specPath } from '../pods.ts';
import { describeObject, type KubernetesObject, type Problem } from '../problem.ts';
import { at, mapsOf } from '../read.ts';

/** Versions of Kubernetes that objects can be checked for. */
export type KubernetesVersion = '1.34' | '1.35' | '1.36';

/** Something that an object relies on: where, and since when Kubernetes allows it. */
interface Use {
  path: string;
  since: KubernetesVersion;
  /** It relies on a field that it leaves out. */
  leftOut?: true;
}

/**
 * What an object relies on that the given Kubernetes doesn't have yet. The schemas are those of Kubernetes 1.36, and an API only
 * ever allows more; what it allows since 1.34 is listed here. A test compares that with what a cluster says of itself.
 */
export function newerThan(kubernetes: KubernetesVersion, object: KubernetesObject): Problem[] {
  return [...kindUses(object), ...podUses(object), ...bindingUses(object), ...jobUses(object)]
    .filter(({ since }) => since > kubernetes)
    .map(({ path, since, leftOut }) => ({
      object: describeObject(object),
      path,
      message: leftOut ? `is missing, which only Kubernetes ${since} allows` : `needs Kubernetes ${since}`,
    }));
}

const kindUses = ({ kind }: KubernetesObject): Use[] =>
  /^MutatingAdmissionPolicy(?:Binding)?$/.test(kind) ? [{ path: 'kind', since: '1.36' }] : [];

function podUses(object: KubernetesObject): Use[] {
  const pod = podOf(object);
  if (pod === undefined) return [];
  const path = specPath(pod);
  const sources = mapsOf(pod.spec['volumes']).flatMap(([volume, fields]) =>
    mapsOf(at(fields, 'projected', 'sources'))
      .filter(([, source]) => has(source['podCertificate'], 'userAnnotations'))
      .map(
        ([index]) => `${path}.volumes[${volume}].projected.sources[${index}].podCertificate.userAnnotations`,
      ),
  );
  const uses: Use[] = sources.map(source => ({ path: source, since: '1.35' }));
  if (has(pod.spec, 'schedulingGroup')) uses.push({ path: `${path}.schedulingGroup`, since: '1.36' });
  return uses;
}

function bindingUses({ kind, roleRef }: KubernetesObject): Use[] {
  if (!/^(?:Cluster)?RoleBinding$/.test(kind) || has(roleRef, 'apiGroup')) return [];
  return [{ path: 'roleRef.apiGroup', since: '1.36', leftOut: true }];
}

function jobUses(object: KubernetesObject): Use[] {
  if (!/^(?:Cron)?Job$/.test(object.kind)) return [];
  const job = object.kind === 'CronJob' ? 'spec.jobTemplate.spec' : 'spec';
  return mapsOf(at(object, ...job.split('.'), 'podFailurePolicy', 'rules')).flatMap(([rule, fields]) =>
    mapsOf(fields['onPodConditions'])
      .filter(([, condition]) => !has(condition, 'status'))
      .map(([index]): Use => {
        const path = `${job}.podFailurePolicy.rules[${rule}].onPodConditions[${index}].status`;
        return { path, since: '1.36', leftOut: true };
      }),
  );
}
