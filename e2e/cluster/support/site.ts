import type { Kept, PluginAddress } from '@hawser/core';
import { configSchema, loadConfig } from '@hawser/core/config';
import { RemoteSite } from '../../../packages/cli/src/initialize/remote-site.ts';

export type TestSite = RemoteSite;

/** A platform in the cluster as `hawser initialize` sees it, with the login kept in memory. @param endpoints by service */
export function siteOf(
  endpoints: Readonly<Record<string, string>>,
  plugins: readonly PluginAddress[],
  token: string,
): TestSite {
  const overrides = { ENDPOINTS: { ...endpoints } };
  const { value: config } = loadConfig({ schema: configSchema, env: { HAWSER_TOKEN: token }, overrides });
  let login: Kept | undefined;
  const credentials = {
    read: async () => login,
    write: async (kept: Kept) => {
      login = kept;
    },
  };
  const view = { report: () => {}, note: () => {}, close: () => {} };
  return new RemoteSite({ mode: 'DEFAULT', plugins, config, credentials, url: undefined, view });
}
