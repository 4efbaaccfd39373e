import type { JsonObject } from '@bufbuild/protobuf';
import {
  type ResourceInfo,
  ResourceInfo_State,
} from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { cloudServiceTypeKind, regionKind } from './catalogue-kinds.ts';
import { cloudServiceKind } from './cloud-service-kind.ts';
import { type Rule, readRules } from './item.ts';
import type { Draft, Kind } from './kind.ts';
import { type Problem, problem, Refusal } from './problem.ts';

const kinds: ReadonlyMap<string, Kind> = new Map(
  [cloudServiceKind, cloudServiceTypeKind, regionKind].map(kind => [kind.resourceType, kind]),
);

/** What one message of a plugin's stream says. */
export type Message =
  | { is: 'resource'; kind: Kind; resource: JsonObject; draft: Draft; rules: readonly Rule[] }
  | { is: 'managed'; type: 'namespace' | 'metric'; resource: JsonObject }
  | { is: 'problem'; problem: Problem };

/** Reads a message. What is wrong in it is a problem of that resource alone. */
export function readMessage(info: ResourceInfo): Message {
  const { resourceType, resource = {} } = info;
  if (info.state === ResourceInfo_State.FAILURE)
    return refused('PLUGIN', info.message || 'Unknown error.', resource);
  if (resourceType === 'inventory.Namespace') return { is: 'managed', type: 'namespace', resource };
  if (resourceType === 'inventory.Metric') return { is: 'managed', type: 'metric', resource };
  const kind = kinds.get(resourceType);
  if (!kind)
    return refused(
      'UNSUPPORTED_RESOURCE_TYPE',
      `The resource type is unknown. (resource_type = ${resourceType})`,
    );
  try {
    const draft = kind.read(resource);
    const rules = readRules(info.matchRules, { ...resource, ...(draft as JsonObject) });
    return { is: 'resource', kind, resource, draft, rules };
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return refused(thrown.code, thrown.message, kind.describe(resource));
  }
}

const refused = (code: string, message: string, additional?: JsonObject): Message => ({
  is: 'problem',
  problem: problem(code, message, additional),
});
