import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tarsChart, writeChart } from '@hawser/chart/tars';
import { DeliveryError } from '../error.ts';
import { packageChart } from '../package/index.ts';
import { type DeployOptions, deployPackage } from './deploy.ts';
import type { ConfigVersion } from './live.ts';

/** Versions of a server's files, newest first. @throws DeliveryError SERVER_UNKNOWN for a server without any */
export async function configHistory(namespace: string, name: string): Promise<ConfigVersion[]> {
  const { LiveServer } = await import('./live.ts');
  const found = await new LiveServer(namespace, name).configs();
  if (found.length === 0)
    throw new DeliveryError(
      'SERVER_UNKNOWN',
      `${namespace} keeps no configuration of a server "${name}"`,
      'name it as its pods are named, without the number: kubectl get statefulsets',
    );
  return found;
}

/**
 * Activates an earlier version of a server's files, and leaves all else of its release as it is. Pods get it one after
 * the other.
 *
 * @param version Default: the newest that isn't active.
 * @throws DeliveryError SERVER_UNKNOWN, CONFIG_UNKNOWN; HelmError HELM_COMMAND_FAILED
 */
export async function rollBackConfig(
  name: string,
  version: string | undefined,
  options: DeployOptions,
): Promise<ConfigVersion> {
  const { helm, namespace, signal } = options;
  const found = await configHistory(namespace, name);
  const wanted = found.find(item => (version ? item.version === version : !item.active));
  if (!wanted)
    throw new DeliveryError(
      'CONFIG_UNKNOWN',
      version ? `there is no version "${version}" of its files` : 'there is no other version of its files',
      `known are ${found.map(item => item.version).join(', ')}`,
    );
  const { stdout } = await helm.run(
    ['get', 'values', name, '--namespace', namespace, '--all', '--output', 'json'],
    {
      signal,
    },
  );
  const { 'hawser-tars': _, global: __, ...values } = JSON.parse(stdout) as Record<string, unknown>;
  const folder = mkdtempSync(join(tmpdir(), 'hawser-tars-'));
  try {
    const text = JSON.stringify({ ...values, ...filesOf(wanted) });
    writeChart(folder, tarsChart(text, `the values of ${name}`).files);
    await deployPackage(await packageChart(folder), { ...options, values: {} });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return wanted;
}

/** The lists of a values file that give exactly this version. */
function filesOf({ data, parts }: ConfigVersion): Record<'config' | 'nodeConfig' | 'appConfig', object[]> {
  const entries = Object.entries(data);
  if (!parts) {
    const config = entries.map(([name, content]) => ({ name, content }));
    return { config, nodeConfig: [], appConfig: [] };
  }
  const config: object[] = [];
  const nodeConfig: object[] = [];
  for (const [key, content] of entries) {
    const node = /^node\.(\d+)\.(.+)$/.exec(key);
    if (node) nodeConfig.push({ name: node[2], podSeq: Number(node[1]), content });
    else config.push({ name: key.slice('file.'.length), content });
  }
  return { config, nodeConfig, appConfig: [] };
}
