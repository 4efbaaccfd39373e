import { describeObject, type KubernetesObject } from '../problem.ts';
import { at, mapOf, mapsOf, stringOf } from '../read.ts';
import type { Release } from './release.ts';

/** Autoscalers: the target is there, has no replicas of its own and no other autoscaler; the least is not above the most. */
export function checkScaling(release: Release): void {
  const scaled = new Map<string, string>();
  for (const object of release.objects) {
    const isKeda = object.kind === 'ScaledObject';
    if (!isKeda && object.kind !== 'HorizontalPodAutoscaler') continue;
    const { kind = 'Deployment', name } = mapOf(at(object, 'spec', 'scaleTargetRef'));
    const target = release.need(object, 'spec.scaleTargetRef.name', String(kind), name);
    if (target !== undefined) checkTarget(release, object, target, scaled);
    checkBounds(release, object, isKeda);
    if (isKeda) checkTriggers(release, object);
  }
  for (const object of release.objects) {
    if (object.kind === 'TriggerAuthentication') checkAuthentication(release, object);
  }
}

function checkTarget(
  release: Release,
  by: KubernetesObject,
  target: KubernetesObject,
  scaled: Map<string, string>,
): void {
  const id = `${target.kind}/${release.namespaceOf(target)}/${target.metadata?.name}`;
  const other = scaled.get(id);
  if (other !== undefined)
    release.report(by, 'spec.scaleTargetRef', `${describeObject(target)} is scaled by ${other}, too`);
  scaled.set(id, describeObject(by));
  const replicas = at(target, 'spec', 'replicas');
  if (replicas === undefined || replicas === null) return;
  release.report(
    target,
    'spec.replicas',
    `must be left out: ${describeObject(by)} sets the number, and an upgrade would undo it`,
  );
}

function checkBounds(release: Release, object: KubernetesObject, isKeda: boolean): void {
  const [least, most] = isKeda ? ['minReplicaCount', 'maxReplicaCount'] : ['minReplicas', 'maxReplicas'];
  const min = at(object, 'spec', least!) ?? (isKeda ? 0 : 1);
  const max = at(object, 'spec', most!) ?? (isKeda ? 100 : undefined);
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return;
  release.report(object, `spec.${least}`, `${min} is above ${most}, which is ${max}`);
}

function checkTriggers(release: Release, object: KubernetesObject): void {
  for (const [index, trigger] of mapsOf(at(object, 'spec', 'triggers'))) {
    const { name, kind = 'TriggerAuthentication' } = mapOf(trigger['authenticationRef']);
    const path = `spec.triggers[${index}].authenticationRef.name`;
    if (kind === 'TriggerAuthentication') release.need(object, path, 'TriggerAuthentication', name);
  }
}

function checkAuthentication(release: Release, object: KubernetesObject): void {
  for (const [field, kind] of [
    ['secretTargetRef', 'Secret'],
    ['configMapTargetRef', 'ConfigMap'],
  ] as const) {
    for (const [index, { name, key }] of mapsOf(at(object, 'spec', field))) {
      const found = release.need(object, `spec.${field}[${index}].name`, kind, name);
      const wanted = stringOf(key);
      if (found === undefined || found.kind === 'ExternalSecret' || wanted === undefined) continue;
      if (['data', 'stringData'].some(part => wanted in mapOf(found[part]))) continue;
      release.report(
        object,
        `spec.${field}[${index}].key`,
        `${kind} "${found.metadata?.name}" has no key "${wanted}"`,
      );
    }
  }
}
