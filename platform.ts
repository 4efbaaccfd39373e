import identity from '@hawser/identity';
import inventory from '@hawser/inventory';
import { definePlatform } from '@hawser/local';
import plugin from '@hawser/plugin';
import repository from '@hawser/repository';
import secret from '@hawser/secret';
import { ensureCollector } from './platform/collector.ts';
import { readCredentials } from './platform/credentials.ts';
import initialize from './platform/initialize.ts';
import { localSite } from './platform/local-site.ts';
import { pluginDefinitions } from './platform/plugin-definitions.ts';

/** The reference platform: multi-cloud management, with SpaceONE's API. */
export default definePlatform({
  services: [identity, secret, repository, plugin, inventory],
  plugins: pluginDefinitions,
  async setUp(platform) {
    const site = localSite(platform);
    const made = site.systemToken.read() === undefined;
    await initialize(site, {});
    const credentials = readCredentials(platform.dataDir)!;
    const tenant = { domainId: credentials.domain_id, workspaceId: credentials.workspace_id };
    const step = 'Collect this machine';
    await ensureCollector(site, tenant, {
      name: 'This machine',
      pluginId: 'plugin-host',
      collect: true,
      step,
    });
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
