import type { Graph, GraphNode } from './graph.ts';

const shapes: Readonly<Record<GraphNode['kind'], string>> = {
  service: 'box',
  plugin: 'component',
  program: 'note',
};

/** The graph in Graphviz's language: solid lines are calls that a start waits for, dashed ones are other calls. */
export function toDot(graph: Graph): string {
  const lines = graph.flatMap(({ name, kind, callees, waits }) => [
    `  ${quoted(name)} [shape=${shapes[kind]}];`,
    ...callees.map(
      callee => `  ${quoted(name)} -> ${quoted(callee)}${waits.includes(callee) ? '' : ' [style=dashed]'};`,
    ),
  ]);
  return `digraph platform {\n${lines.join('\n')}\n}\n`;
}

const quoted = (name: string) => `"${name}"`;
