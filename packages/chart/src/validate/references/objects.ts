import { specPath } from '../pods.ts';
import { at, mapOf, mapsOf, stringOf } from '../read.ts';
import type { Release } from './release.ts';

/** Objects that are there twice, roles that bindings name, and how pods of Jobs end. */
export function checkObjects(release: Release): void {
  const seen = new Set<string>();
  for (const object of release.objects) {
    const name = object.metadata?.name;
    if (name === undefined) continue;
    const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
    const id = [group, object.kind, release.namespaceOf(object), name].join('/');
    if (seen.has(id))
      release.report(
        object,
        'metadata.name',
        'is rendered twice: the second would take the place of the first',
      );
    seen.add(id);
    if (object.kind === 'RoleBinding' || object.kind === 'ClusterRoleBinding') checkBinding(release, object);
  }
  for (const { object, pod } of release.workloads) {
    const policy = pod.spec['restartPolicy'];
    const isJob = object.kind === 'Job' || object.kind === 'CronJob';
    const path = `${specPath(pod)}.restartPolicy`;
    if (isJob && policy !== 'Never' && policy !== 'OnFailure') {
      release.report(object, path, 'must be Never or OnFailure for a Job');
    } else if (
      !isJob &&
      object.kind !== 'Pod' &&
      policy !== undefined &&
      policy !== null &&
      policy !== 'Always'
    ) {
      release.report(object, path, `must be Always for a ${object.kind}`);
    }
  }
}

function checkBinding(release: Release, object: Release['objects'][number]): void {
  const { kind, name } = mapOf(at(object, 'roleRef'));
  // Cluster roles have no namespace; they are kept under the default one like all that names none.
  const namespace = kind === 'ClusterRole' ? release.namespaceOf({ ...object, metadata: {} }) : undefined;
  if (kind === 'Role' || kind === 'ClusterRole') release.need(object, 'roleRef.name', kind, name, namespace);
  for (const [index, subject] of mapsOf(object['subjects'])) {
    if (subject['kind'] !== 'ServiceAccount') continue;
    release.need(
      object,
      `subjects[${index}].name`,
      'ServiceAccount',
      subject['name'],
      stringOf(subject['namespace']),
    );
  }
}
