import identity from '@hawser/identity';
import inventory from '@hawser/inventory';
import { definePlatform } from '@hawser/local';
import plugin from '@hawser/plugin';
import repository from '@hawser/repository';
import secret from '@hawser/secret';
import { ensureFirstDomain, logIn } from './platform/first-domain.ts';
import { ensureHostCollector } from './platform/host-collector.ts';
import { registerPlugins } from './platform/plugins.ts';

const pluginEntry = (name: string) => new URL(`plugins/${name}/plugin.ts`, import.meta.url);

/** The reference platform: multi-cloud management, with SpaceONE's API. */
export default definePlatform({
  services: [identity, secret, repository, plugin, inventory],
  plugins: [
    {
      id: 'plugin-host',
      name: 'Host collector',
      entry: pluginEntry('host'),
      resourceType: 'inventory.Collector',
      provider: 'host',
      capability: { use_secret: false },
    },
    {
      id: 'plugin-kubernetes',
      name: 'Kubernetes collector',
      entry: pluginEntry('kubernetes'),
      resourceType: 'inventory.Collector',
      provider: 'kubernetes',
      capability: { supported_schema: ['kubernetes-kubeconfig', 'kubernetes-token'] },
    },
  ],
  async setUp(platform) {
    const { credentials, made } = await ensureFirstDomain(platform);
    await registerPlugins(platform);
    await ensureHostCollector(platform, await logIn(platform, credentials), credentials.workspace_id);
    const secret = made
      ? `password ${credentials.password} (shown this once)`
      : 'password as in credentials.json';
    return [
      `Log in as ${credentials.user_id}, ${secret}.`,
      'Try next:',
      ...aligned([
        [`open ${platform.url}`, 'read and try the API'],
        ['npx hawser list inventory.CloudService', 'what was collected'],
        ['npx hawser collect "This machine"', 'collect again'],
      ]),
    ];
  },
});

/** Lines of a command and what it is for, in two columns. */
function aligned(rows: readonly (readonly [command: string, purpose: string])[]): string[] {
  const width = Math.max(...rows.map(([command]) => command.length));
  return rows.map(([command, purpose]) => `  ${command.padEnd(width)}  ${purpose}`);
}
