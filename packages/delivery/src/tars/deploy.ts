import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Helm } from '@hawser/chart/helm';
import type { V1StatefulSet } from '@kubernetes/client-node';
import { type ChartPackage, readPackage } from '../package/index.ts';
import { remakeOf } from './fixed.ts';
import type { LiveServer } from './live.ts';
import { checkNodes } from './nodes.ts';
import { clearTheWay, replacePods } from './remake.ts';
import { isStatefulSet, renderWorkload, type Workload } from './rendered.ts';
import { waitForRollout } from './rollout.ts';

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
  /** Hears how pods come along: a line for each change. */
  progress?: ((line: string) => void) | undefined;
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
 * @throws HelmError HELM_COMMAND_FAILED; DeliveryError PACKAGE_DAMAGED, CLUSTER_UNKNOWN, NODES_TOO_FEW, CLAIM_FIXED, and
 *   RELEASE_NOT_READY with the pods that didn't get ready, and why
 */
export async function deployTars(file: string, options: DeployOptions): Promise<Deployed> {
  return deployPackage(await readPackage(readFileSync(file), basename(file)), options);
}

/** The same with a package in memory. */
export async function deployPackage(
  { metadata: { name }, file, data }: ChartPackage,
  options: DeployOptions,
): Promise<Deployed> {
  const { helm, namespace, values = {}, signal } = options;
  const folder = mkdtempSync(join(tmpdir(), 'hawser-deploy-'));
  try {
    const chart = join(folder, file);
    const [own, running] = [join(folder, 'values.json'), join(folder, 'running.json')];
    writeFileSync(chart, data);
    writeFileSync(own, JSON.stringify(values));
    const release = [name, chart, '--namespace', namespace, '--values', own];
    const [wanted, known] = await Promise.all([
      renderWorkload(helm, release, signal),
      helm.attempt(['status', name, '--namespace', namespace], { signal }),
    ]);
    // A first release has nothing to look at, and gets going; the client of Kubernetes is loaded while Helm waits.
    const first = known.exitCode !== 0;
    const live =
      first && !wanted.spec?.template.spec?.hostNetwork ? undefined : await liveServer(namespace, name);
    const before = first ? undefined : await live?.statefulSet();
    const replicas = before?.spec?.replicas;
    if (replicas !== undefined) {
      writeFileSync(running, JSON.stringify({ global: { runningReplicas: replicas } }));
      release.push('--values', running);
    }
    if (isStatefulSet(wanted) && wanted.spec) wanted.spec.replicas = replicas ?? wanted.spec.replicas ?? 1;
    if (live && wanted.spec?.template.spec?.hostNetwork) checkNodes(wanted, await live.nodes());
    await upgrade(release, name, wanted, before, options);
    if (live) await forgetOldConfigs(live);
    return { name, namespace, replicas };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Has Helm release, and meanwhile does and tells what Helm doesn't. */
async function upgrade(
  release: readonly string[],
  name: string,
  wanted: Workload,
  before: V1StatefulSet | undefined,
  { helm, namespace, timeoutSeconds, progress, signal }: DeployOptions,
): Promise<void> {
  const remake = before && isStatefulSet(wanted) ? remakeOf(before, wanted) : undefined;
  const old = remake === 'replace' ? await (await liveServer(namespace, name)).pods() : [];
  if (remake) await clearTheWay(await liveServer(namespace, name));
  const end = Date.now() + timeoutSeconds * 1000;
  // The client of Kubernetes takes as long to load as Helm to release, which therefore begins first.
  const [, live] = await Promise.all([
    helm.run(['upgrade', '--install', ...release, '--create-namespace'], { signal }),
    liveServer(namespace, name),
  ]);
  const stop = new AbortController();
  const ending = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const replacing = old.length > 0 ? replacePods(live, before!, old, ending) : Promise.resolve();
  const waiting =
    timeoutSeconds > 0
      ? waitForRollout(live, { timeoutSeconds: (end - Date.now()) / 1000, progress, signal: ending })
      : Promise.resolve();
  try {
    await Promise.all([waiting, replacing]);
  } finally {
    stop.abort();
    await replacing.catch(() => {});
  }
}

async function liveServer(namespace: string, name: string): Promise<LiveServer> {
  const { LiveServer } = await import('./live.ts');
  return new LiveServer(namespace, name);
}

async function forgetOldConfigs(live: LiveServer): Promise<void> {
  for (const old of (await live.configs()).filter(({ active }) => !active).slice(keptConfigs))
    await live.removeConfig(old);
}
