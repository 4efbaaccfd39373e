import { containersOf } from '../pods.ts';
import { joinPath, type KubernetesObject } from '../problem.ts';
import { at, type Fields, isMap, mapOf, mapsOf, stringsOf } from '../read.ts';
import { hasLabels, matches, showSelector } from './labels.ts';
import type { Release, Workload } from './release.ts';

const OWNERS = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

/** Selectors that choose nothing, or not what they must. */
export function checkSelectors(release: Release): void {
  for (const { object, pod, labels } of release.workloads) {
    const selector = mapOf(at(object, 'spec', 'selector'));
    if (!OWNERS.has(object.kind) || matches(labels, selector)) continue;
    const path = joinPath(joinPath(pod.path, 'metadata'), 'labels');
    release.report(object, 'spec.selector', `${showSelector(selector)} doesn't match ${path}`);
  }
  checkOverlaps(release);
  for (const object of release.objects) {
    if (object.kind === 'Service') checkService(release, object);
    if (object.kind === 'PodDisruptionBudget') needPods(release, object, 'spec.selector');
    if (object.kind === 'PodMonitor') checkPodMonitor(release, object);
    if (object.kind === 'ServiceMonitor') checkServiceMonitor(release, object);
  }
}

/** Two owners whose selectors match each other's pods take them from each other. */
function checkOverlaps(release: Release): void {
  const owners = release.workloads.filter(({ object }) => OWNERS.has(object.kind));
  for (const [index, one] of owners.entries()) {
    for (const other of owners.slice(index + 1)) {
      if (release.namespaceOf(one.object) !== release.namespaceOf(other.object)) continue;
      if (!matches(other.labels, mapOf(at(one.object, 'spec', 'selector')))) continue;
      const name = `${other.object.kind} "${other.object.metadata?.name}"`;
      release.report(one.object, 'spec.selector', `matches the pods of ${name}, too`);
    }
  }
}

/** The rendered pods of an object's namespace that a selector chooses. */
export function podsOf(
  release: Release,
  object: KubernetesObject,
  chosen: (labels: Fields) => boolean,
): Workload[] {
  const namespace = release.namespaceOf(object);
  return release.workloads.filter(
    workload => release.namespaceOf(workload.object) === namespace && chosen(workload.labels),
  );
}

function needPods(release: Release, object: KubernetesObject, path: string): Workload[] {
  const selector = mapOf(at(object, ...path.split('.')));
  const pods = podsOf(release, object, labels => matches(labels, selector));
  if (pods.length === 0) release.report(object, path, `${showSelector(selector)} matches no rendered pod`);
  return pods;
}

function checkService(release: Release, object: KubernetesObject): void {
  const selector = at(object, 'spec', 'selector');
  if (!isMap(selector) || Object.keys(selector).length === 0) return;
  const pods = podsOf(release, object, labels => hasLabels(labels, selector));
  const name = object.metadata?.name ?? '';
  if (pods.length === 0) {
    if (release.isExternal('Endpoints', release.namespaceOf(object), name)) return;
    release.report(object, 'spec.selector', `${showSelector(selector)} matches no rendered pod`);
    return;
  }
  for (const [index, port] of mapsOf(at(object, 'spec', 'ports'))) {
    needPort(release, object, `spec.ports[${index}].targetPort`, port['targetPort'], pods);
  }
}

/** A port that is named must be the name of a container's port in each of the pods. */
function needPort(
  release: Release,
  object: KubernetesObject,
  path: string,
  port: unknown,
  pods: Workload[],
): void {
  if (typeof port !== 'string') return;
  for (const { object: owner, pod } of pods) {
    const names = containersOf(pod).flatMap(({ fields }) =>
      mapsOf(fields['ports']).map(([, { name }]) => name),
    );
    if (names.includes(port)) continue;
    release.report(
      object,
      path,
      `no container of ${owner.kind} "${owner.metadata?.name}" has a port named "${port}"`,
    );
  }
}

function checkPodMonitor(release: Release, object: KubernetesObject): void {
  if (elsewhere(object)) return;
  const pods = needPods(release, object, 'spec.selector');
  for (const [index, endpoint] of mapsOf(at(object, 'spec', 'podMetricsEndpoints'))) {
    needPort(release, object, `spec.podMetricsEndpoints[${index}].port`, endpoint['port'], pods);
  }
}

function checkServiceMonitor(release: Release, object: KubernetesObject): void {
  if (elsewhere(object)) return;
  const selector = mapOf(at(object, 'spec', 'selector'));
  const services = release.objects.filter(
    other =>
      other.kind === 'Service' &&
      release.namespaceOf(other) === release.namespaceOf(object) &&
      matches(mapOf(other.metadata?.labels), selector),
  );
  if (services.length === 0) {
    release.report(object, 'spec.selector', `${showSelector(selector)} matches no rendered Service`);
    return;
  }
  const ports = services.flatMap(service => mapsOf(at(service, 'spec', 'ports')).map(([, { name }]) => name));
  for (const [index, { port }] of mapsOf(at(object, 'spec', 'endpoints'))) {
    if (typeof port !== 'string' || ports.includes(port)) continue;
    release.report(
      object,
      `spec.endpoints[${index}].port`,
      `no Service that it selects has a port named "${port}"`,
    );
  }
}

/** A monitor may look into other namespaces, of which nothing is known here. */
function elsewhere(object: KubernetesObject): boolean {
  const selector = mapOf(at(object, 'spec', 'namespaceSelector'));
  return selector['any'] === true || stringsOf(selector['matchNames']).length > 0;
}
