import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '@bufbuild/protobuf';
import { HawserError, type PluginAddress, type Site } from '@hawser/core';
import type { PluginDefinition } from '@hawser/local';
import { Plugin, type PluginInfo } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';
import { pluginDefinitions } from './plugin-definitions.ts';
import { mayMake, systemToken } from './tenant.ts';

/**
 * Enters the plugins that run into the catalogue, and brings up to date what it says of them.
 * @returns how many were entered
 */
export async function registerPlugins(
  site: Site,
  definitions: readonly PluginDefinition[] = pluginDefinitions,
): Promise<number> {
  let count = 0;
  for (const plugin of site.plugins) if (await register(site, plugin, definitions)) count++;
  return count;
}

async function register(
  site: Site,
  { id: pluginId, endpoint }: PluginAddress,
  definitions: readonly PluginDefinition[],
): Promise<boolean> {
  const definition = definitions.find(({ id }) => id === pluginId);
  if (!definition) {
    const known = definitions.map(({ id }) => id).join(', ');
    throw new Error(`the platform has no plugin ${pluginId}; it has ${known}`);
  }
  const { name, resourceType, provider } = definition;
  const capability = { ...definition.capability } as JsonObject;
  const entry = {
    pluginId,
    name,
    image: `hawser/${pluginId}`,
    resourceType,
    provider,
    capability,
    registryConfig: { endpoint },
  };
  const catalogue = site.client(Plugin);
  // Without a token there is no system yet, which READ_ONLY leaves so.
  const token = site.systemToken.read();
  const known = token ? await found(catalogue.get({ pluginId }, { token })) : undefined;
  if (known && (site.mode === 'NO_UPDATE' || same(known, entry))) return false;
  if (!mayMake(site, `the entry of ${pluginId} at ${endpoint}`)) return false;
  const options = { token: systemToken(site) };
  // An address can't be changed in an entry: it is made anew. Collectors name plugins by their id.
  if (known) await catalogue.deregister({ pluginId }, options);
  await catalogue.register(entry, options);
  return true;
}

const same = (
  known: PluginInfo,
  entry: Pick<PluginInfo, 'name' | 'provider'> & { capability: JsonObject; registryConfig: JsonObject },
) =>
  known.name === entry.name &&
  known.provider === entry.provider &&
  isDeepStrictEqual(known.capability, entry.capability) &&
  isDeepStrictEqual(known.registryConfig, entry.registryConfig);

async function found<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof HawserError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}
