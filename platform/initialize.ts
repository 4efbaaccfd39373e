import type { InitializerOptions, Site } from '@hawser/core';
import { ensureClusterCollector } from './cluster-collector.ts';
import { ensureFirstDomain } from './first-domain.ts';
import { registerPlugins } from './plugins.ts';

/** Brings the reference platform up where its servers answer already: what `hawser initialize` runs. */
export default async function initialize(
  site: Site,
  { clusterAccess, clusterServer, collect = false }: InitializerOptions,
): Promise<void> {
  const { tenant } = await ensureFirstDomain(site);
  const entered = (count: number) => (count > 0 ? `${count} registered` : 'registered already');
  await site.step('Plugins', () => registerPlugins(site), entered);
  if (clusterAccess === undefined) return;
  if (tenant)
    await ensureClusterCollector(site, tenant, { folder: clusterAccess, server: clusterServer, collect });
  else site.note('would make the collector of this cluster');
}
