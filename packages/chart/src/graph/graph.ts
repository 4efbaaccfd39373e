import { type Calls, callersOf, callsOf, type Parts } from './calls.ts';
import { circlesOf } from './circles.ts';

/** A service, a plugin or another program among the others. All lists are in the platform's order. */
export interface GraphNode {
  name: string;
  kind: 'service' | 'plugin' | 'program';
  /** Those that call it: its NetworkPolicy lets them in. */
  callers: readonly string[];
  /** Those that it calls: its NetworkPolicy lets it reach them. */
  callees: readonly string[];
  /**
   * Those that it waits for when it starts: all services that it calls, and of those in a circle with it the ones before
   * it in the platform's list, so that nobody waits for somebody who waits for them. Never a plugin: plugins come and go.
   */
  waits: readonly string[];
}

/** A platform's deployment graph: its nodes in the order in which they can be installed, plugins last. */
export type Graph = readonly GraphNode[];

/** The deployment graph of a platform, from its manifests. */
export function graphOf(parts: Parts): Graph {
  const calls = callsOf(parts);
  const callers = callersOf(calls);
  const plugins = new Set(parts.plugins?.map(({ id }) => id));
  const waits = waitsOf(calls, plugins);
  const nodes = [...calls].map(
    ([name, callees]): GraphNode => ({
      name,
      kind: plugins.has(name) ? 'plugin' : 'service',
      callers: callers.get(name)!,
      callees,
      waits: waits.get(name)!,
    }),
  );
  return inOrder(nodes);
}

function waitsOf(calls: Calls, plugins: ReadonlySet<string>): Calls {
  const circle = circlesOf(calls);
  const place = new Map([...calls.keys()].map((name, index) => [name, index]));
  const waitsFor = (name: string, callee: string) =>
    !plugins.has(callee) &&
    (circle.get(name) !== circle.get(callee) || place.get(callee)! < place.get(name)!);
  return new Map(
    [...calls].map(([name, callees]) => [name, callees.filter(callee => waitsFor(name, callee))]),
  );
}

/** Those first that others wait for; among equals the platform's order. */
function inOrder(nodes: readonly GraphNode[]): Graph {
  const ordered = new Set<GraphNode>();
  const byName = new Map(nodes.map(node => [node.name, node]));
  const place = (node: GraphNode): void => {
    if (ordered.has(node)) return;
    for (const name of node.waits) place(byName.get(name)!);
    ordered.add(node);
  };
  nodes.forEach(place);
  return [...ordered];
}
