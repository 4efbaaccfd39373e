import type { ServerKind } from '@hawser/core';
import { showConfig } from '@hawser/core/config';
import { print } from '../terminal/output.ts';
import { streams } from '../terminal/streams.ts';
import { findService } from './find.ts';
import { operatorConfig } from './service-config.ts';

export interface ConfigShowCommand {
  server?: ServerKind;
  config?: string;
  output: 'yaml' | 'json';
}

/** Prints a service's configuration. What has no effect is a line on standard error. */
export async function runConfigShow(service: string, command: ConfigShowCommand): Promise<void> {
  const { server, config: directory, output: format } = command;
  const manifest = await findService(process.cwd(), service);
  const loaded = await operatorConfig(manifest, { directory, servers: server ? [server] : [] });
  for (const { path, message } of loaded.problems) streams.err.write(`warning: ${path} ${message}\n`);
  await print(showConfig(loaded, { format }));
}
