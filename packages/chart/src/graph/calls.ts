import type { DescService } from '@bufbuild/protobuf';
import type { Manifest } from '@hawser/core';

/** What the graph needs to know of a service. */
export type ServiceNode = Pick<Manifest, 'name' | 'services' | 'asks' | 'plugins'>;

/** What the graph needs to know of a plugin. */
export interface PluginNode {
  /** Its id, such as `plugin-host`. */
  id: string;
  /** What it can be asked for, such as `inventory.Collector`. */
  resourceType: string;
}

/** A platform's parts, services in its order. */
export interface Parts {
  services: readonly ServiceNode[];
  plugins?: readonly PluginNode[];
}

/** Who calls whom: callees by caller, each list in the platform's order, plugins last. */
export type Calls = ReadonlyMap<string, readonly string[]>;

/**
 * The calls that the manifests declare. What a manifest asks and no service of the platform implements is left out: the
 * platform does without it. A service that has others call plugins calls every plugin of that type.
 */
export function callsOf({ services, plugins = [] }: Parts): Calls {
  const implementedBy = new Map<string, string>();
  for (const { name, services: classes } of services)
    for (const { service } of classes) implementedBy.set(service.typeName, name);
  const order = [...services.map(({ name }) => name), ...plugins.map(({ id }) => id)];
  const callees = ({ name, asks = [], plugins: hosted = [] }: ServiceNode) => {
    const asked = asks.map(({ typeName }) => implementedBy.get(typeName));
    const types = new Set(hosted.map(resourceType));
    const called = plugins.filter(plugin => types.has(plugin.resourceType)).map(({ id }) => id);
    const all = new Set([...asked, ...called]);
    return order.filter(other => other !== name && all.has(other));
  };
  return new Map<string, readonly string[]>([
    ...services.map(service => [service.name, callees(service)] as const),
    ...plugins.map(({ id }) => [id, []] as const),
  ]);
}

/** The type under which a catalogue has plugins of a contract: `inventory.Collector` of `spaceone.api.inventory.plugin`. */
function resourceType({ name, file }: DescService): string {
  const parts = file.proto.package.split('.').filter(part => part !== 'plugin' && !/^v\d+\w*$/.test(part));
  return `${parts.at(-1)}.${name}`;
}

/** The same calls the other way round: callers by callee, in the same order. */
export function callersOf(calls: Calls): Calls {
  return new Map(
    [...calls.keys()].map(callee => [
      callee,
      [...calls].filter(([, callees]) => callees.includes(callee)).map(([caller]) => caller),
    ]),
  );
}
