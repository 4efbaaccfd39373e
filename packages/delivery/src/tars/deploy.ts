import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Helm, HelmError } from '@hawser/chart/helm';
import { type ChartPackage, readPackage } from '../package/index.ts';
import { remakeOf } from './fixed.ts';
import { LiveServer } from './live.ts';
import { checkNodes } from './nodes.ts';
import { clearTheWay, replacePods } from './remake.ts';
import { isStatefulSet, renderWorkload } from './rendered.ts';
import { explainRollout, watchPods } from './rollout.ts';

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
  { helm, namespace, timeoutSeconds, values = {}, progress, signal }: DeployOptions,
): Promise<Deployed> {
  const live = new LiveServer(namespace, name);
  const before = await live.statefulSet();
  const replicas = before?.spec?.replicas;
  const folder = mkdtempSync(join(tmpdir(), 'hawser-deploy-'));
  try {
    const chart = join(folder, file);
    const over = join(folder, 'over.json');
    writeFileSync(chart, data);
    const running = replicas === undefined ? {} : { global: { runningReplicas: replicas } };
    writeFileSync(over, JSON.stringify({ ...values, ...running }));
    const release = [name, chart, '--namespace', namespace, '--values', over];
    const wanted = await renderWorkload(helm, release, signal);
    if (wanted.spec?.template.spec?.hostNetwork) checkNodes(wanted, await live.nodes());
    const remake = before && isStatefulSet(wanted) ? remakeOf(before, wanted) : undefined;
    const old = remake === 'replace' ? await live.pods() : [];
    if (remake) await clearTheWay(live);
    const wait = timeoutSeconds > 0 ? ['--wait', '--timeout', `${timeoutSeconds}s`] : [];
    const done = new AbortController();
    const pods = isStatefulSet(wanted) ? (wanted.spec?.replicas ?? 1) : undefined;
    const watching = progress && timeoutSeconds > 0 && watchPods(live, pods, progress, done.signal);
    const upgrade = helm.run(['upgrade', '--install', ...release, '--create-namespace', ...wait], { signal });
    const replacing = old.length > 0 ? replacePods(live, before!, old, done.signal) : Promise.resolve();
    // A failure here is told below; while Helm runs, it mustn't count as one that nobody handles.
    replacing.catch(() => {});
    try {
      await upgrade;
      await replacing;
    } catch (error) {
      throw (isTimeout(error) && (await explainRollout(live, error))) || error;
    } finally {
      done.abort();
      await watching;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const old of (await live.configs()).filter(({ active }) => !active).slice(keptConfigs))
    await live.removeConfig(old);
  return { name, namespace, replicas };
}

/** Whether Helm gave up waiting for pods. */
const isTimeout = (error: unknown): boolean =>
  error instanceof HelmError && /timed? ?out|deadline exceeded|not ready/i.test(error.message);
