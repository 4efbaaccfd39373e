import type { V1PersistentVolumeClaim, V1StatefulSet } from '@kubernetes/client-node';
import { DeliveryError } from '../error.ts';

/**
 * How a StatefulSet becomes another that Kubernetes doesn't let it be changed to: claims that come or go, or the policy by
 * which pods are started. It is made anew then, while its pods and claims stay.
 *
 * @returns `roll` where its controller can replace the pods afterwards, `replace` where they have to be removed, since they
 *   lack a claim, which the controller can't give them; undefined where it can be changed
 * @throws DeliveryError CLAIM_FIXED for a claim of the same name with another specification: pods keep the claims that
 *   they have, so nothing would come of it
 */
export function remakeOf(live: V1StatefulSet, wanted: V1StatefulSet): 'roll' | 'replace' | undefined {
  const before = claimsOf(live);
  const after = claimsOf(wanted);
  for (const [name, claim] of after) {
    const other = before.get(name);
    const changed = other && difference(other, claim);
    if (changed)
      throw new DeliveryError(
        'CLAIM_FIXED',
        `the pods of ${live.metadata?.name} have claims "${name}" with ${changed[0]}; it can’t become ${changed[1]}`,
        `keep it as it is and change the claims themselves (kubectl edit pvc ${name}-${live.metadata?.name}-0 …), or give the mount another name, which makes new claims`,
      );
  }
  if ([...after.keys()].some(name => !before.has(name))) return 'replace';
  const policy = ({ spec }: V1StatefulSet) => spec?.podManagementPolicy ?? 'OrderedReady';
  return before.size !== after.size || policy(live) !== policy(wanted) ? 'roll' : undefined;
}

const claimsOf = ({ spec }: V1StatefulSet) =>
  new Map((spec?.volumeClaimTemplates ?? []).map(claim => [claim.metadata?.name ?? '', claim]));

/** What two claims differ in, before and after. What the later leaves open is the cluster's to choose. */
function difference(
  { spec: before }: V1PersistentVolumeClaim,
  { spec: after }: V1PersistentVolumeClaim,
): [before: string, after: string] | undefined {
  const pairs = [
    ['access modes', before?.accessModes?.join(), after?.accessModes?.join()],
    ['storage', before?.resources?.requests?.storage, after?.resources?.requests?.storage],
    ['class', before?.storageClassName, after?.storageClassName],
    ['volume mode', before?.volumeMode, after?.volumeMode],
  ] as const;
  const changed = pairs.find(([, old, wanted]) => wanted !== undefined && old !== wanted);
  return changed && [`${changed[0]} ${changed[1] ?? 'of the cluster’s choice'}`, `${changed[2]}`];
}
