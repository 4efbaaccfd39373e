import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Platform, type PlatformDefinition, tokenFile, up } from '@hawser/local';
import { type Credentials, readCredentials } from '../../platform/credentials.ts';
import { ensureFirstDomain } from '../../platform/first-domain.ts';
import { localSite } from '../../platform/local-site.ts';
import { registerPlugins } from '../../platform/plugins.ts';
import definition from '../../platform.ts';

/** The collector of these tests: it finds what its options say. */
const testPlugin = {
  id: 'plugin-test',
  name: 'Test collector',
  entry: new URL('fixtures/plugin.ts', import.meta.url),
  resourceType: 'inventory.Collector',
  provider: 'test',
  capability: { supported_schema: [], use_secret: false },
};

/** The reference platform's services, with one plugin whose resources are known. */
export const testDefinition: PlatformDefinition = { services: definition.services, plugins: [testPlugin] };

export interface TestPlatform {
  platform: Platform;
  dataDir: string;
  /** The first domain and its administrator. */
  credentials: Credentials;
  systemToken: string;
  /** REST, of all services. */
  url: string;
  /** `host:port` of a service's gRPC server. */
  address(service: string): string;
}

/** A folder for a platform's data, removed at the end of the test file. PostgreSQL's own user may pass it. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hawser-e2e-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Starts the platform on free ports with its first domain, until the end of the test file that calls this at its top level. */
export async function startPlatform(): Promise<TestPlatform> {
  const dataDir = dataFolder();
  // Logins of whoever runs the tests are none of theirs.
  process.env.HAWSER_DATA = dataDir;
  process.env.XDG_CONFIG_HOME = dataDir;
  const platform = await up(testDefinition, { dataDir, anyPorts: true, restPort: 0, report: () => {} });
  after(() => platform.stop());
  const site = localSite(platform);
  await ensureFirstDomain(site);
  await registerPlugins(site, [testPlugin]);
  const credentials = readCredentials(dataDir)!;
  return {
    platform,
    dataDir,
    credentials,
    systemToken: readFileSync(tokenFile(dataDir), 'utf8').trim(),
    url: platform.url,
    address: service => credentials.grpc[service]!,
  };
}
