import { resolve } from 'node:path';
import { nearest } from '@hawser/core/config';
import type { Graph, GraphNode } from '../graph/index.ts';
import type { ChartFacts, ChartKind } from './project.ts';
import { sentence } from './sentence.ts';

const kinds = ['frontend', 'static', 'initializer'] as const;

/** The kinds of chart that are made from what a platform says of a program: there is no manifest of it. */
export type ProgramKind = (typeof kinds)[number];

export const isProgram = (kind: ChartKind): kind is ProgramKind =>
  (kinds as readonly string[]).includes(kind);

/** A program as a chart needs it: pages, or a Job that initializes the platform. */
export interface ProgramSource {
  kind: ProgramKind;
  /** The chart's name. */
  name: string;
  /** One line for people. */
  summary: string;
  /** Its image. Default: `hawser/<name>`, with the chart's version. */
  image?: { name: string; version?: string } | undefined;
  /** SemVer. */
  version: string;
  /** Where the chart's folder `deploy/helm` goes. */
  folder: string;
}

/** Keys that the values of a platform's chart have for itself and for what it brings along; no program can be called so. */
const taken = ['global', 'hawser', 'hawser-library', 'ingress', 'postgresql', 'redis', 'secrets', 'tags'];

/** @throws Error for a kind that isn't known, a name that can't be one, and a name or a folder that is another's */
export function requirePrograms(
  programs: readonly ProgramSource[],
  others: readonly { name: string; folder: string }[],
): void {
  const names = new Set([...taken, ...others.map(({ name }) => name)]);
  const folders = new Map(others.map(({ name, folder }) => [resolve(folder), name]));
  for (const { kind, name, folder } of programs) {
    const fail = (reason: string): never => {
      throw new Error(`the program "${name}" ${reason}`);
    };
    if (!isProgram(kind)) {
      const meant = nearest(kind, kinds);
      fail(
        `has the kind "${kind}"${meant ? `; did you mean "${meant}"?` : '.'} There are ${kinds.join(', ')}`,
      );
    }
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
      fail('needs a name of lower-case words joined by hyphens');
    if (names.has(name) || (name === 'initializer' && kind !== name))
      fail('has a name that something else of the platform has; choose another one');
    const owner = folders.get(resolve(folder));
    if (owner !== undefined) fail(`has the folder of ${owner}; a folder has one chart`);
    names.add(name);
    folders.set(resolve(folder), name);
  }
}

/**
 * A platform's graph with its programs after all else: initializers call all that answers, and wait for the services among it; pages
 * call nobody, since browsers do.
 *
 * @param answering the services and plugins that have a gRPC server in the cluster
 */
export function withPrograms(
  graph: Graph,
  programs: readonly ProgramSource[],
  answering: ReadonlySet<string>,
): Graph {
  const callers = programs.filter(({ kind }) => kind === 'initializer').map(({ name }) => name);
  const called = graph.filter(({ name }) => answering.has(name));
  const names = (nodes: Graph) => nodes.map(({ name }) => name);
  return [
    ...graph.map(node =>
      called.includes(node) ? { ...node, callers: [...node.callers, ...callers] } : node,
    ),
    ...programs.map(({ name }): GraphNode => {
      const callees = callers.includes(name) ? called : [];
      const waits = callees.filter(({ kind }) => kind === 'service');
      return { name, kind: 'program', callers: [], callees: names(callees), waits: names(waits) };
    }),
  ];
}

/** @param system whether the platform has a token of its own, which an initializer needs */
export const programFacts = (
  { kind, name, summary, image, version, folder }: ProgramSource,
  node: GraphNode,
  system: boolean,
): ChartFacts => ({
  name,
  kind,
  version,
  summary: sentence(summary),
  image: { name: image?.name ?? `hawser/${name}`, version: image?.version ?? version },
  folder,
  servers: [],
  database: false,
  secretFiles: [],
  restPaths: [],
  asks: node.waits,
  system: system && kind === 'initializer',
  inCluster: true,
  clusterRules: [],
  node,
});
