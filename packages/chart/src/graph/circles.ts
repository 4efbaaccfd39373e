import type { Calls } from './calls.ts';

/**
 * The circles of a graph (its strongly connected components, by Tarjan): nodes that reach each other have the same
 * number. A node that is in no circle has a number of its own.
 */
export function circlesOf(calls: Calls): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const lowest = new Map<string, number>();
  const circle = new Map<string, number>();
  const stack: string[] = [];
  let circles = 0;

  function visit(node: string): void {
    const index = found.size;
    found.set(node, index);
    lowest.set(node, index);
    stack.push(node);
    for (const callee of calls.get(node) ?? []) {
      if (!found.has(callee)) visit(callee);
      if (!circle.has(callee)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(callee)!));
    }
    if (lowest.get(node) !== index) return;
    for (const member of stack.splice(stack.indexOf(node))) circle.set(member, circles);
    circles++;
  }

  for (const node of calls.keys()) if (!found.has(node)) visit(node);
  return circle;
}
