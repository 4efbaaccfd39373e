import { existsSync, readFileSync } from 'node:fs';
import type { Kept, Site } from '@hawser/core';
import { type Platform, step, tokenFile } from '@hawser/local';
import { readCredentials, writeCredentials, writePrivate } from './credentials.ts';

/** The platform of this machine, with its data folder as the place where things are kept. */
export function localSite(platform: Platform): Site {
  const { dataDir } = platform;
  return {
    mode: 'DEFAULT',
    plugins: platform.plugins.map(({ definition: { id }, endpoint }) => ({ id, endpoint })),
    client: service => platform.client(service),
    systemToken: {
      read: () =>
        existsSync(tokenFile(dataDir)) ? readFileSync(tokenFile(dataDir), 'utf8').trim() : undefined,
      write: async token => writePrivate(tokenFile(dataDir), `${token}\n`),
    },
    credentials: {
      read: async () => {
        const known = readCredentials(dataDir);
        if (!known) return undefined;
        const { domain_id, workspace_id, user_id, password } = known;
        return { domain_id, workspace_id, user_id, password };
      },
      write: async kept => writeCredentials(dataDir, { ...empty, ...kept, ...reachable(platform) }),
    },
    step: (name, work, detail) => step(platform.report, name, work, detail),
    note: line => platform.report({ step: line, state: 'done' }),
  };
}

const empty = { domain_id: '', workspace_id: '', user_id: '', password: '' } satisfies Kept;

/** Where the platform answers may change from start to start. */
function reachable(platform: Platform): { url: string; grpc: Record<string, string> } {
  const servers = platform.running.filter(({ kind }) => kind === 'grpc');
  return { url: platform.url, grpc: Object.fromEntries(servers.map(({ name, address }) => [name, address])) };
}
