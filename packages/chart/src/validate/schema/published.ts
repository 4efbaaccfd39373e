import { has } from '../pods.ts';
import { joinPath, type KubernetesObject } from '../problem.ts';
import { at, type Fields, isMap, mapOf, mapsOf } from '../read.ts';
import { show } from './messages.ts';

/** What is wrong with a field. */
interface Found {
  path: string;
  message: string;
}

/**
 * What the CRDs that projects publish refuse and the schemas in use here, made from the projects' Go types, take: fields of the Gateway
 * API's experimental channel, which clusters with the standard one drop, and values of KEDA's that only the CRD lists.
 */
export function beyondPublished(object: KubernetesObject): Found[] {
  if (object.kind === 'HTTPRoute' || object.kind === 'GRPCRoute') return [...experimental(object)];
  if (object.kind === 'ScaledObject') return [...unlisted(object)];
  return [];
}

function* experimental(object: KubernetesObject): Generator<Found> {
  yield* fields(object['spec'], 'spec', ['useDefaultGateways']);
  for (const [index, rule] of mapsOf(at(object, 'spec', 'rules'))) {
    const path = `spec.rules[${index}]`;
    yield* fields(rule, path, ['retry', 'sessionPersistence']);
    yield* filters(rule, path);
    for (const [backend, reference] of mapsOf(rule['backendRefs'])) {
      yield* filters(reference, `${path}.backendRefs[${backend}]`);
    }
  }
}

function* filters(of: Fields, path: string): Generator<Found> {
  for (const [index, filter] of mapsOf(of['filters']))
    yield* fields(filter, `${path}.filters[${index}]`, ['externalAuth']);
}

function* fields(of: unknown, path: string, names: readonly string[]): Generator<Found> {
  for (const name of names) {
    if (!isMap(of) || !has(of, name)) continue;
    yield { path: joinPath(path, name), message: 'is of the experimental channel of the Gateway API alone' };
  }
}

function* unlisted(object: KubernetesObject): Generator<Found> {
  const modifiers = mapOf(at(object, 'spec', 'advanced', 'scalingModifiers'));
  yield* listed(modifiers, 'spec.advanced.scalingModifiers.metricType', ['AverageValue', 'Value']);
  for (const [index, trigger] of mapsOf(at(object, 'spec', 'triggers'))) {
    const kinds = ['TriggerAuthentication', 'ClusterTriggerAuthentication'];
    yield* listed(
      mapOf(trigger['authenticationRef']),
      `spec.triggers[${index}].authenticationRef.kind`,
      kinds,
    );
  }
}

function* listed(of: Fields, path: string, values: readonly string[]): Generator<Found> {
  const value = of[path.slice(path.lastIndexOf('.') + 1)];
  if (value === undefined || value === null || values.includes(String(value))) return;
  yield { path, message: `must be one of ${values.map(show).join(', ')}, not ${show(value)}` };
}
