export type { Parts, PluginNode, ServiceNode } from './calls.ts';
export { toDot } from './dot.ts';
export { type Graph, type GraphNode, graphOf } from './graph.ts';
