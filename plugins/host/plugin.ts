import { runPlugin } from '@hawser/core/interface/plugin';
import { HostCollector } from './src/collector.ts';

await runPlugin({
  name: 'plugin-host',
  version: '0.1.0',
  summary: 'Collects processes, listening ports, file systems and packages of the machine it runs on',
  services: [HostCollector],
});
