import type { PluginDefinition } from '@hawser/local';

const entry = (name: string) => new URL(`../plugins/${name}/plugin.ts`, import.meta.url);

/** The plugins that come with the platform. */
export const pluginDefinitions: readonly PluginDefinition[] = [
  {
    id: 'plugin-host',
    name: 'Host collector',
    entry: entry('host'),
    resourceType: 'inventory.Collector',
    provider: 'host',
    capability: { use_secret: false },
  },
  {
    id: 'plugin-kubernetes',
    name: 'Kubernetes collector',
    entry: entry('kubernetes'),
    resourceType: 'inventory.Collector',
    provider: 'kubernetes',
    capability: { supported_schema: ['kubernetes-kubeconfig', 'kubernetes-token'] },
  },
];
