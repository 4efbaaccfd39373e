import { readFileSync } from 'node:fs';
import type { JsonObject } from '@bufbuild/protobuf';
import { HawserError } from '@hawser/core';
import { type Platform, tokenFile } from '@hawser/local';
import { Plugin } from '@hawser/proto/spaceone/api/repository/v1/plugin_pb.js';

/** Enters the plugins that run on this machine into the catalogue, or their new addresses. */
export async function registerPlugins(platform: Platform): Promise<void> {
  const catalogue = platform.client(Plugin);
  const token = readFileSync(tokenFile(platform.dataDir), 'utf8').trim();
  for (const { definition, endpoint } of platform.plugins) {
    const { id: pluginId, name, resourceType, provider } = definition;
    const capability = { ...definition.capability } as JsonObject;
    // An address can't be changed in an entry: it is made anew. Collectors name plugins by their id.
    await ignoreAbsent(catalogue.deregister({ pluginId }, { token }));
    const entry = {
      pluginId,
      name,
      image: `hawser/${pluginId}`,
      resourceType,
      provider,
      capability,
      registryConfig: { endpoint },
    };
    await catalogue.register(entry, { token });
  }
}

async function ignoreAbsent(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof HawserError && error.code === 'NOT_FOUND')) throw error;
  }
}
