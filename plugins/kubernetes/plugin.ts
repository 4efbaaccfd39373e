import { runPlugin } from '@hawser/core/interface/plugin';
import { KubernetesCollector } from './src/collector.ts';

await runPlugin({
  name: 'plugin-kubernetes',
  version: '0.1.0',
  summary: 'Collects nodes, namespaces, workloads, pods, services and storage of a Kubernetes cluster',
  services: [KubernetesCollector],
});
