import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, type ServerKind, type ServiceKind, serviceName } from '@hawser/core';
import { type NeededSecretFile, secretFiles } from '@hawser/core/config';
import { parse } from 'yaml';
import { type GraphNode, graphOf } from '../graph/index.ts';
import {
  type ProgramKind,
  type ProgramSource,
  programFacts,
  requirePrograms,
  withPrograms,
} from './program.ts';
import { sentence } from './sentence.ts';

/** A plugin as a chart needs it. */
export interface PluginSource {
  /** Its id, such as `plugin-host`: the chart's name. */
  id: string;
  /** One line for people. */
  summary: string;
  /** What it can be asked for, such as `inventory.Collector`. */
  resourceType: string;
  /** Whether it is of use in a pod; one that looks at the machine that it runs on isn't. */
  inCluster: boolean;
  /** SemVer. */
  version: string;
  /** Where its sources are. Its `rbac.yaml` may have rules of Kubernetes' RBAC, for the account that it collects a cluster with. */
  folder: string;
}

/** A service as a chart needs it. */
export interface ServiceSource {
  manifest: Manifest;
  /** Where its `service.ts` is. */
  folder: string;
}

/** What charts are generated from: a platform, or services of somebody's own. */
export interface ChartSource {
  services: readonly ServiceSource[];
  plugins?: readonly PluginSource[];
  programs?: readonly ProgramSource[];
}

/** What a chart is made from; all of it is known when it is generated, none when it is rendered. */
export interface ChartFacts {
  /** The chart's name and its objects'. */
  name: string;
  kind: ChartKind;
  /** SemVer, of the chart and of the application. */
  version: string;
  /** One line. */
  summary: string;
  /** The image, without registry and with its tag. */
  image: { name: string; version: string };
  /** Where the chart's folder `deploy/helm` goes. */
  folder: string;
  /** The servers that the service has. */
  servers: readonly ServerKind[];
  /** Whether it keeps data in a database of its own. */
  database: boolean;
  /** Files with secrets that it reads. */
  secretFiles: readonly NeededSecretFile[];
  /** First parts of its REST paths, such as `/inventory`. */
  restPaths: readonly string[];
  /** The services that it calls, plugins left out. */
  asks: readonly string[];
  /** Whether a service of the platform signs a token of the platform itself, with which services call each other. */
  system: boolean;
  /** Whether the platform's chart has it on. */
  inCluster: boolean;
  /** What a plugin has to be let read of a cluster to collect it: rules of Kubernetes' RBAC. */
  clusterRules: readonly object[];
  /** Its place among the others. */
  node: GraphNode;
}

/** The kinds of chart that are generated from sources. */
export type ChartKind = ServiceKind | 'plugin' | ProgramKind;

/** Whether a kind of chart is made from a service's manifest. */
export const isService = (kind: ChartKind): kind is ServiceKind =>
  kind === 'backend' || kind === 'supervisor';

/**
 * The facts of every chart of a platform, in the order in which they can be installed.
 *
 * @throws Error for a program whose name can't be one, or whose name or folder is another's
 */
export function chartFacts(source: ChartSource): ChartFacts[] {
  const { services, plugins = [], programs = [] } = source;
  const manifests = services.map(({ manifest }) => manifest);
  requirePrograms(programs, [
    ...services.map(({ manifest: { name }, folder }) => ({ name, folder })),
    ...plugins.map(({ id, folder }) => ({ name: id, folder })),
  ]);
  const answering = new Set([
    ...manifests.filter(({ servers }) => servers.includes('grpc')).map(({ name }) => name),
    ...plugins.filter(({ inCluster }) => inCluster).map(({ id }) => id),
  ]);
  const graph = withPrograms(graphOf({ services: manifests, plugins }), programs, answering);
  const system = services.some(({ manifest }) => secretFilesOf(manifest).some(isSystemKey));
  return graph.map(node => {
    const plugin = plugins.find(({ id }) => id === node.name);
    if (plugin) return pluginFacts(plugin, node);
    const program = programs.find(({ name }) => name === node.name);
    if (program) return programFacts(program, node, system);
    const ids = new Set(plugins.map(({ id }) => id));
    const asks = node.callees.filter(callee => !ids.has(callee));
    return serviceFacts(services.find(({ manifest }) => manifest.name === node.name)!, {
      asks,
      system,
      node,
    });
  });
}

/** Secrets of this name are the platform's own. */
const isSystemKey = ({ secret, kind }: NeededSecretFile) => secret === 'system' && kind === 'rsa';

const secretFilesOf = ({ config }: Manifest) => (config ? secretFiles(config) : []);

/** The key that the platform's own token is signed with, in the Secret of that. */
export const systemKey = (charts: readonly ChartFacts[]): string | undefined =>
  charts.flatMap(({ secretFiles: files }) => files).find(isSystemKey)?.key;

const serviceFacts = (
  { manifest, folder }: ServiceSource,
  known: Pick<ChartFacts, 'asks' | 'system' | 'node'>,
): ChartFacts => ({
  name: manifest.name,
  kind: manifest.kind ?? 'backend',
  version: manifest.version,
  summary: sentence(manifest.summary),
  image: { name: `hawser/${manifest.name}`, version: manifest.version },
  folder,
  servers: manifest.servers,
  database: (manifest.migrations?.length ?? 0) > 0,
  secretFiles: secretFilesOf(manifest),
  restPaths: [...new Set(manifest.services.map(({ service }) => `/${serviceName(service)}`))].sort(),
  inCluster: true,
  clusterRules: [],
  ...known,
});

const pluginFacts = (
  { id, version, summary, folder, inCluster }: PluginSource,
  node: GraphNode,
): ChartFacts => ({
  name: id,
  kind: 'plugin',
  version,
  summary: sentence(summary),
  image: { name: `hawser/${id}`, version },
  folder,
  servers: ['grpc'],
  database: false,
  secretFiles: [],
  restPaths: [],
  asks: [],
  system: false,
  inCluster,
  clusterRules: rulesIn(folder),
  node,
});

function rulesIn(folder: string): object[] {
  const file = join(folder, 'rbac.yaml');
  return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as object[]) : [];
}
