import { type Manifest, type ServerKind, serviceName } from '@hawser/core';
import { type NeededSecretFile, secretFiles } from '@hawser/core/config';
import { type Graph, type GraphNode, graphOf } from '../graph/index.ts';

/** A plugin as a chart needs it. */
export interface PluginSource {
  /** Its id, such as `plugin-host`: the chart's name. */
  id: string;
  /** One line for people. */
  summary: string;
  /** What it can be asked for, such as `inventory.Collector`. */
  resourceType: string;
  /** SemVer. */
  version: string;
  /** Where its sources are. */
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
}

/** What a chart is made from; all of it is known when it is generated, none when it is rendered. */
export interface ChartFacts {
  /** The chart's name, its objects' and its image's. */
  name: string;
  kind: ChartKind;
  /** SemVer, of the chart and of the application. */
  version: string;
  /** One line. */
  summary: string;
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
  /** Its place among the others. */
  node: GraphNode;
}

/** The kinds of chart that are generated from sources. */
export type ChartKind = 'backend' | 'plugin';

/** The facts of every chart of a platform, in the order in which they can be installed. */
export function chartFacts(source: ChartSource): ChartFacts[] {
  const { services, plugins = [] } = source;
  const graph: Graph = graphOf({ services: services.map(({ manifest }) => manifest), plugins });
  return graph.map(node => {
    const plugin = plugins.find(({ id }) => id === node.name);
    if (plugin) return pluginFacts(plugin, node);
    const ids = new Set(plugins.map(({ id }) => id));
    const asks = node.callees.filter(callee => !ids.has(callee));
    return serviceFacts(services.find(({ manifest }) => manifest.name === node.name)!, asks, node);
  });
}

const serviceFacts = (
  { manifest, folder }: ServiceSource,
  asks: readonly string[],
  node: GraphNode,
): ChartFacts => ({
  name: manifest.name,
  kind: 'backend',
  version: manifest.version,
  summary: sentence(manifest.summary),
  folder,
  servers: manifest.servers,
  database: (manifest.migrations?.length ?? 0) > 0,
  secretFiles: manifest.config ? secretFiles(manifest.config) : [],
  restPaths: [...new Set(manifest.services.map(({ service }) => `/${serviceName(service)}`))].sort(),
  asks,
  node,
});

const pluginFacts = ({ id, version, summary, folder }: PluginSource, node: GraphNode): ChartFacts => ({
  name: id,
  kind: 'plugin',
  version,
  summary: sentence(summary),
  folder,
  servers: ['grpc'],
  database: false,
  secretFiles: [],
  restPaths: [],
  asks: [],
  node,
});

const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);
