import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InitializerMode, Kept, PluginAddress, Site } from '@hawser/core';
import { type Config, configSchema, type DeepReadonly, loadConfig, systemToken } from '@hawser/core/config';
import { CliError, usageError } from '../error.ts';
import { type PodAccess, podAccess } from '../kubernetes/access.ts';
import { KubernetesApi } from '../kubernetes/api.ts';
import { stepView } from '../terminal/steps.ts';
import { streams } from '../terminal/streams.ts';
import { runWait } from '../wait/run.ts';
import { findInitializer } from './find.ts';
import { keptInSecret } from './kept-secret.ts';
import { RemoteSite } from './remote-site.ts';

export interface InitializeCommand {
  mode: InitializerMode;
  /** `NAME=grpc://host:port` */
  service?: readonly string[];
  /** `ID=grpc://host:port` */
  plugin?: readonly string[];
  config?: string;
  credentialsSecret?: string;
  url?: string;
  clusterAccess?: string;
  clusterServer?: string;
  collect?: boolean;
  /** How long to wait for the services, in seconds. */
  wait: number;
}

/** Where SpaceONE's containers would have the initializer's configuration. */
const mounted = '/opt/spaceone/initializer/config';

/** Initializes a platform whose servers run, once they answer. */
export async function runInitialize(
  file: string | undefined,
  command: InitializeCommand,
  access: () => PodAccess = podAccess,
): Promise<void> {
  const initializer = await findInitializer(process.cwd(), file);
  const config = readConfig(command);
  if (!systemToken(config)) {
    throw usageError(
      'the system token is missing',
      'mount it: HAWSER_TOKEN_INFO__PROTOCOL=file, HAWSER_TOKEN_INFO__URI=FILE; `hawser secrets ensure` makes it',
    );
  }
  const endpoints = Object.entries(config.ENDPOINTS).map(([name, address]) => `${name}=${address}`);
  const plugins = (command.plugin ?? []).map(parsePlugin);
  const waited = [...endpoints, ...plugins.map(({ id, endpoint }) => `${id}=${endpoint}`)];
  if (waited.length > 0) await runWait({ service: waited, timeout: command.wait, interval: 0.5 });
  const api = command.credentialsSecret === undefined ? undefined : new KubernetesApi(access());
  const view = stepView(streams.out);
  const credentials = api ? keptInSecret(api, command.credentialsSecret!) : nowhere(command.mode);
  const site = new RemoteSite({ mode: command.mode, plugins, config, credentials, url: command.url, view });
  try {
    const { clusterAccess, clusterServer, collect } = command;
    await initializer(site, { clusterAccess, clusterServer, collect });
    view.note(command.mode === 'READ_ONLY' ? 'nothing was changed' : 'the platform is initialized');
  } finally {
    view.close();
    site.close();
    api?.close();
  }
}

function readConfig(command: InitializeCommand): DeepReadonly<Config> {
  const directory = command.config ?? mounted;
  if (command.config !== undefined && !existsSync(directory))
    throw usageError(`there is no folder ${resolve(directory)}`);
  const pairs = (command.service ?? []).map(text => split('--service', text));
  const overrides = { ENDPOINTS: Object.fromEntries(pairs) };
  return loadConfig({ schema: configSchema, directory, env: process.env, overrides }).value;
}

const parsePlugin = (text: string): PluginAddress => {
  const [id, endpoint] = split('--plugin', text);
  return { id, endpoint };
};

function split(option: string, text: string): [string, string] {
  const found = /^([a-z0-9_-]+)=(\S+)$/.exec(text);
  if (!found) throw usageError(`${option} is NAME=grpc://HOST:PORT, not "${text}"`);
  return [found[1]!, found[2]!];
}

/** A generated password that nobody can read afterwards would lock everyone out. */
function nowhere(mode: InitializerMode): Site['credentials'] {
  return {
    read: async () => undefined,
    write: async (_kept: Kept) => {
      if (mode === 'READ_ONLY') return;
      throw new CliError('there is nowhere to keep the login', {
        hint: 'name a Secret: --credentials-secret NAME',
      });
    },
  };
}
