import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHelm, type Helm } from '@hawser/chart/helm';
import { deployPackage, packageTars, releaseOf } from '@hawser/delivery/tars';
import { stringify } from 'yaml';
import { kubectl } from './kubectl.ts';

/** Name of a server that is built with TARS's own libraries, without the TARS framework. */
export const helloImage = 'tarscloud/base.helloserver';
export const helloTag = 'v1.0.0';

/** Values of the least server, with `more` over them. */
export const hello = (more: object = {}) => ({
  app: 'Base',
  server: 'HelloServer',
  template: 'tars.nodejs',
  servants: [{ name: 'AuthObj', port: 10000, isTars: true, isTcp: true }],
  repo: { image: helloImage },
  imagePullPolicy: 'IfNotPresent',
  ...more,
});

export interface DeployValues {
  namespace: string;
  /** A values file's text, or what it says. */
  values: string | object;
  tag?: string;
  timeoutSeconds?: number;
  helm?: Helm;
  progress?: (line: string) => void;
}

let clock = Date.now();

/** Deploys values as `hawser tars deploy` does. */
export async function deploy({
  namespace,
  values,
  tag = helloTag,
  timeoutSeconds = 90,
  helm,
  progress,
}: DeployValues) {
  const folder = mkdtempSync(join(tmpdir(), 'tars-values-'));
  try {
    const file = join(folder, 'values.yaml');
    writeFileSync(file, typeof values === 'string' ? values : stringify(values));
    // A release a second: their ids are told apart by it.
    clock += 1000;
    const made = await packageTars(file, releaseOf(tag, new Date(clock)));
    return await deployPackage(made, {
      helm: helm ?? (await findHelm(4)),
      namespace,
      timeoutSeconds,
      progress,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What tests look at of a pod. */
export interface Pod {
  metadata: { name: string; uid: string; labels: Record<string, string> };
  spec: { nodeName: string };
  status: {
    phase: string;
    podIP: string;
    conditions: { type: string; status: string }[];
    containerStatuses: { restartCount: number }[];
  };
}

/** Pods of a namespace by name. */
export async function pods(namespace: string): Promise<Pod[]> {
  const text = await kubectl([
    'get',
    'pods',
    '--namespace',
    namespace,
    '--output',
    'json',
    '--sort-by',
    '.metadata.name',
  ]);
  return (JSON.parse(text) as { items: Pod[] }).items;
}

/** Whether a pod takes part in its Service. */
export const isReady = ({ status }: Pod) =>
  (status.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True');

/** All nodes. */
export const nodeNames = async () =>
  (await kubectl(['get', 'nodes', '--output', 'jsonpath={.items[*].metadata.name}'])).split(' ');

/** Asks a servant by TARS's own client, from a pod of the same namespace. @returns its answer's text */
export async function ask(
  namespace: string,
  from: string,
  endpoint: string,
  ...call: string[]
): Promise<string> {
  const text = await kubectl([
    'exec',
    from,
    '--namespace',
    namespace,
    '--',
    'node',
    'client.js',
    endpoint,
    ...call,
  ]);
  const { ret, out } = JSON.parse(text) as { ret: number; out: string };
  if (ret !== 0) throw new Error(text);
  return out;
}

/** Runs a shell command in a server's container. */
export const inPod = (namespace: string, pod: string, command: string) =>
  kubectl(['exec', pod, '--namespace', namespace, '--', 'sh', '-c', command]);

/** An object as the cluster has it. */
export async function read<T>(namespace: string, kind: string, name: string): Promise<T> {
  return JSON.parse(await kubectl(['get', kind, name, '--namespace', namespace, '--output', 'json'])) as T;
}
