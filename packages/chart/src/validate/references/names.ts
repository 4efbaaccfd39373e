import { containersOf, podOf, specPath } from '../pods.ts';
import { joinPath, type KubernetesObject } from '../problem.ts';
import { at, type Fields, isMap, mapOf, mapsOf } from '../read.ts';
import type { Release } from './release.ts';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SERVICE = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** How long a name may be where its controller adds to it; 63 else. */
const LENGTHS: Record<string, number> = {
  // A Job's name is the CronJob's and 11 characters.
  CronJob: 52,
  // The label with the revision is the name, a dash and ten characters.
  StatefulSet: 52,
  CustomResourceDefinition: 253,
};

/** Names of RBAC objects are path segments: `system:node` is one. */
const RBAC = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);

/** Names, labels, label selectors and keys that the API server or a controller would refuse. */
export function checkNames(release: Release): void {
  for (const object of release.objects) {
    checkName(release, object);
    checkLabels(release, object, mapOf(object.metadata?.labels), 'metadata.labels');
    checkKeys(release, object, mapOf(object.metadata?.annotations), 'metadata.annotations');
    checkLabels(
      release,
      object,
      mapOf(at(object, 'spec', 'selector', 'matchLabels')),
      'spec.selector.matchLabels',
    );
    if (object.kind === 'ConfigMap' || object.kind === 'Secret') checkFileNames(release, object);
    checkPodNames(release, object);
  }
}

function checkName(release: Release, object: KubernetesObject): void {
  const { name, generateName } = object.metadata ?? {};
  if (name === undefined || name === '') {
    if (!generateName) release.report(object, 'metadata.name', 'is missing');
    return;
  }
  const longest = LENGTHS[object.kind] ?? 63;
  if (name.length > longest) {
    release.report(
      object,
      'metadata.name',
      `has ${name.length} characters; a ${object.kind} may have ${longest}`,
    );
  }
  if (RBAC.has(object.kind)) {
    if (/[/%]/.test(name)) release.report(object, 'metadata.name', 'may not have "/" or "%"');
  } else if (object.kind === 'Service' ? !SERVICE.test(name) : !SUBDOMAIN.test(name)) {
    const from = object.kind === 'Service' ? ', beginning with a letter' : '';
    release.report(
      object,
      'metadata.name',
      `${JSON.stringify(name)} is not a DNS name of a-z, 0-9 and dashes${from}`,
    );
  }
}

function checkLabels(release: Release, object: KubernetesObject, labels: Fields, path: string): void {
  checkKeys(release, object, labels, path);
  for (const [key, value] of Object.entries(labels)) {
    if (typeof value !== 'string' || value === '') continue;
    if (value.length <= 63 && QUALIFIED.test(value)) continue;
    const rule =
      'a label has up to 63 letters, digits, dashes, dots and underscores, the first and last a letter or digit';
    release.report(object, joinPath(path, key), `${JSON.stringify(value)} is not a label: ${rule}`);
  }
}

function checkKeys(release: Release, object: KubernetesObject, map: Fields, path: string): void {
  for (const key of Object.keys(map)) {
    const slash = key.indexOf('/');
    const prefix = key.slice(0, Math.max(slash, 0));
    const name = key.slice(slash + 1);
    const prefixed = slash === -1 || (prefix.length <= 253 && SUBDOMAIN.test(prefix));
    if (prefixed && name.length <= 63 && QUALIFIED.test(name)) continue;
    release.report(
      object,
      joinPath(path, key),
      'the key is not a name of up to 63 characters after an optional domain and "/"',
    );
  }
}

/** Keys of ConfigMaps and Secrets become file names. */
function checkFileNames(release: Release, object: KubernetesObject): void {
  const seen = new Set<string>();
  for (const part of ['data', 'binaryData', 'stringData']) {
    for (const key of Object.keys(mapOf(object[part]))) {
      const path = joinPath(part, key);
      if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === '.' || key.startsWith('..')) {
        release.report(
          object,
          path,
          'the key is not a file name of letters, digits, dashes, dots and underscores',
        );
      }
      if (seen.has(key) && part === 'binaryData') release.report(object, path, 'the key is in data, too');
      seen.add(key);
    }
  }
}

function checkPodNames(release: Release, object: KubernetesObject): void {
  const pod = podOf(object);
  if (pod === undefined) return;
  if (pod.path !== '') {
    const metadata = joinPath(pod.path, 'metadata');
    checkLabels(release, object, mapOf(pod.metadata['labels']), joinPath(metadata, 'labels'));
    checkKeys(release, object, mapOf(pod.metadata['annotations']), joinPath(metadata, 'annotations'));
  }
  const volumes = joinPath(specPath(pod), 'volumes');
  checkUnique(
    release,
    object,
    mapsOf(pod.spec['volumes']).map(([index, volume]) => [joinPath(volumes, index), volume]),
  );
  checkUnique(
    release,
    object,
    containersOf(pod).map(container => [container.path, container.fields]),
  );
}

/** Names of containers and of volumes are DNS labels, each there once in the pod. */
function checkUnique(
  release: Release,
  object: KubernetesObject,
  named: [path: string, fields: Fields][],
): void {
  const seen = new Map<string, string>();
  for (const [path, fields] of named) {
    const name = isMap(fields) ? fields['name'] : undefined;
    if (typeof name !== 'string') continue;
    const other = seen.get(name);
    if (other !== undefined) release.report(object, `${path}.name`, `"${name}" is the name of ${other}, too`);
    if (name.length > 63 || !LABEL.test(name)) {
      release.report(
        object,
        `${path}.name`,
        `${JSON.stringify(name)} is not a DNS label of up to 63 of a-z, 0-9 and dashes`,
      );
    }
    seen.set(name, path);
  }
}
