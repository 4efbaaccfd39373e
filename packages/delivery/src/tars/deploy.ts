import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Helm } from '@hawser/chart/helm';
import { type ChartPackage, readPackage } from '../package/index.ts';
import { LiveServer } from './live.ts';

/** Versions of a server's files that a deployment keeps beside the active one. */
const keptConfigs = 20;

export interface DeployOptions {
  helm: Helm;
  /** Made if it isn't there. */
  namespace: string;
  /** Waits until all pods are ready, this many seconds at most. 0 doesn't wait. */
  timeoutSeconds: number;
  /** Values over those of the package, as JSON: of a file. Default: none. */
  values?: Readonly<Record<string, unknown>> | undefined;
  signal?: AbortSignal | undefined;
}

export interface Deployed {
  /** The release, and the server's objects: `<app>-<server>`. */
  name: string;
  namespace: string;
  /** What the cluster ran before and keeps on running; undefined for a first deployment. */
  replicas: number | undefined;
}

/**
 * Releases a package into a namespace: what `exec-deploy.sh Namespace package.tgz` does. The number of pods that runs
 * stays, whatever the package says, since servers are scaled outside of their releases.
 *
 * @throws HelmError HELM_COMMAND_FAILED; DeliveryError PACKAGE_DAMAGED, CLUSTER_UNKNOWN
 */
export async function deployTars(file: string, options: DeployOptions): Promise<Deployed> {
  return deployPackage(await readPackage(readFileSync(file), basename(file)), options);
}

/** The same with a package in memory. */
export async function deployPackage(
  { metadata: { name }, file, data }: ChartPackage,
  { helm, namespace, timeoutSeconds, values = {}, signal }: DeployOptions,
): Promise<Deployed> {
  const live = new LiveServer(namespace, name);
  const replicas = await live.replicas();
  const folder = mkdtempSync(join(tmpdir(), 'hawser-deploy-'));
  try {
    const chart = join(folder, file);
    const over = join(folder, 'over.json');
    writeFileSync(chart, data);
    const running = replicas === undefined ? {} : { global: { runningReplicas: replicas } };
    writeFileSync(over, JSON.stringify({ ...values, ...running }));
    const wait = timeoutSeconds > 0 ? ['--wait', '--timeout', `${timeoutSeconds}s`] : [];
    await helm.run(
      [
        'upgrade',
        '--install',
        name,
        chart,
        '--namespace',
        namespace,
        '--create-namespace',
        '--values',
        over,
        ...wait,
      ],
      { signal },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const old of (await live.configs()).filter(({ active }) => !active).slice(keptConfigs))
    await live.removeConfig(old);
  return { name, namespace, replicas };
}
