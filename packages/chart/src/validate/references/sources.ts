import { containersOf, type PodTemplate, specPath } from '../pods.ts';
import { joinPath, type KubernetesObject } from '../problem.ts';
import { at, type Fields, isMap, mapOf, mapsOf } from '../read.ts';
import type { Release } from './release.ts';

type Kind = 'ConfigMap' | 'Secret';

/** ConfigMaps, Secrets, claims and service accounts that pods name: each is there, with the keys that are asked of it. */
export function checkSources(release: Release): void {
  for (const { object, pod } of release.workloads) {
    const spec = specPath(pod);
    release.need(
      object,
      `${spec}.serviceAccountName`,
      'ServiceAccount',
      pod.spec['serviceAccountName'] ?? 'default',
    );
    for (const [index, secret] of mapsOf(pod.spec['imagePullSecrets'])) {
      release.need(object, `${spec}.imagePullSecrets[${index}].name`, 'Secret', secret['name']);
    }
    checkVolumes(release, object, pod);
    checkEnvironment(release, object, pod);
  }
  for (const object of release.objects) {
    if (object.kind === 'ServiceAccount') checkAccount(release, object);
  }
}

function checkVolumes(release: Release, object: KubernetesObject, pod: PodTemplate): void {
  for (const [index, volume] of mapsOf(pod.spec['volumes'])) {
    const path = `${specPath(pod)}.volumes[${index}]`;
    checkVolume(release, object, path, volume);
    const claim = at(volume, 'persistentVolumeClaim', 'claimName');
    release.need(object, `${path}.persistentVolumeClaim.claimName`, 'PersistentVolumeClaim', claim);
    for (const [part, source] of mapsOf(at(volume, 'projected', 'sources'))) {
      checkVolume(release, object, `${path}.projected.sources[${part}]`, source);
    }
  }
}

function checkVolume(release: Release, object: KubernetesObject, path: string, volume: Fields): void {
  const map = mapOf(volume['configMap']);
  checkItems(release, object, joinPath(path, 'configMap'), 'ConfigMap', 'name', map);
  const secret = mapOf(volume['secret']);
  // A volume says secretName, a source of a projected one says name.
  checkItems(
    release,
    object,
    joinPath(path, 'secret'),
    'Secret',
    'secretName' in secret ? 'secretName' : 'name',
    secret,
  );
}

function checkItems(
  release: Release,
  object: KubernetesObject,
  path: string,
  kind: Kind,
  field: string,
  from: Fields,
): void {
  if (from['optional'] === true) return;
  const found = release.need(object, joinPath(path, field), kind, from[field]);
  for (const [index, { key }] of mapsOf(from['items']))
    needKey(release, object, `${path}.items[${index}].key`, found, key);
}

function checkEnvironment(release: Release, object: KubernetesObject, pod: PodTemplate): void {
  for (const container of containersOf(pod)) {
    for (const [index, from] of mapsOf(container.fields['envFrom'])) {
      const path = `${container.path}.envFrom[${index}]`;
      checkItems(release, object, `${path}.configMapRef`, 'ConfigMap', 'name', mapOf(from['configMapRef']));
      checkItems(release, object, `${path}.secretRef`, 'Secret', 'name', mapOf(from['secretRef']));
    }
    const names = new Map<unknown, number>();
    for (const [index, variable] of mapsOf(container.fields['env'])) {
      const path = `${container.path}.env[${index}]`;
      const other = names.get(variable['name']);
      if (other !== undefined)
        release.report(object, `${path}.name`, `"${String(variable['name'])}" is set by env[${other}], too`);
      names.set(variable['name'], index);
      checkKeyRef(
        release,
        object,
        `${path}.valueFrom.configMapKeyRef`,
        'ConfigMap',
        at(variable, 'valueFrom', 'configMapKeyRef'),
      );
      checkKeyRef(
        release,
        object,
        `${path}.valueFrom.secretKeyRef`,
        'Secret',
        at(variable, 'valueFrom', 'secretKeyRef'),
      );
    }
  }
}

function checkKeyRef(
  release: Release,
  object: KubernetesObject,
  path: string,
  kind: Kind,
  reference: unknown,
): void {
  if (!isMap(reference) || reference['optional'] === true) return;
  const found = release.need(object, `${path}.name`, kind, reference['name']);
  needKey(release, object, `${path}.key`, found, reference['key']);
}

/** Reports a key that a rendered ConfigMap or Secret lacks. What an ExternalSecret will hold isn't known. */
function needKey(
  release: Release,
  object: KubernetesObject,
  path: string,
  found: KubernetesObject | undefined,
  key: unknown,
) {
  if (found === undefined || found.kind === 'ExternalSecret' || typeof key !== 'string') return;
  if (['data', 'stringData', 'binaryData'].some(part => key in mapOf(found[part]))) return;
  release.report(object, path, `${found.kind} "${found.metadata?.name}" has no key "${key}"`);
}

function checkAccount(release: Release, object: KubernetesObject): void {
  for (const [index, { name }] of mapsOf(object['imagePullSecrets'])) {
    release.need(object, `imagePullSecrets[${index}].name`, 'Secret', name);
  }
}
