import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHelm } from '@hawser/chart/helm';
import { openStackCharts } from '@hawser/chart/openstack';
import { buildImages, pushImages } from '@hawser/delivery/image';
import { packageOpenStack } from '@hawser/delivery/openstack';
import type {
  V1DeploymentSpec,
  V1JobSpec,
  V1JobStatus,
  V1PodSpec,
  V1PodStatus,
} from '@kubernetes/client-node';
import { parse, stringify } from 'yaml';
import { kubectl } from './kubectl.ts';
import { createNamespace } from './namespace.ts';

const root = join(import.meta.dirname, '../../..');
const main = join(root, 'packages/cli/src/main.mjs');

/** The API's pods and their Deployment. */
export const api = 'application=keystone,component=api';

/** How a token of Keystone's fernet provider begins. */
export const fernetToken = /^gAAAA[\w-]{50,}/;

/** What a test reads of objects. */
export interface Live {
  kind: string;
  metadata: {
    name: string;
    uid: string;
    creationTimestamp: string;
    deletionTimestamp?: string;
    labels: Record<string, string>;
  };
  /** Of a Deployment, a Job or a pod, as the object is. */
  spec: V1DeploymentSpec & V1JobSpec & V1PodSpec;
  status: V1PodStatus & V1JobStatus;
}

/** An example's text. */
export const example = (name: string) =>
  readFileSync(join(root, `packages/chart/dialects/openstack/examples/${name}.yaml`), 'utf8');

/** The values of the slides of 2017, as they are. */
export const abbreviated = () => example('abbreviated');

/** The same with others in them. */
export const withValues = (more: object): string => stringify(merge(parse(abbreviated()), more));

function merge(under: Record<string, unknown>, over: object): Record<string, unknown> {
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    const both = isMap(before) && isMap(value);
    merged[key] = both ? merge(before, value) : value;
  }
  return merged;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The label of nodes that the charts' own values ask for, as an operator gives it before the first chart. */
const nodeLabel = 'openstack-control-plane=enabled';

/** Makes a namespace on a cluster whose nodes all may run the charts. @returns it, and the image with `hawser wait` */
export async function prepare(): Promise<{ namespace: string; image: string }> {
  await kubectl(['label', 'nodes', '--all', '--overwrite', nodeLabel]);
  return { image: await pushWaitImage(), namespace: await createNamespace('hawser-openstack') };
}

/** Builds the image with `hawser wait` from these sources and pushes it. @returns its name with its digest */
async function pushWaitImage(): Promise<string> {
  const registry = process.env['CLUSTER_REGISTRY']!;
  const folder = 'hawser-openstack-test';
  const request = { root, names: ['initializer'], base: `${registry}/library/node:26-slim`, plainHttp: true };
  const [image] = await buildImages(request);
  await pushImages([image!], `${registry}/${folder}`, request, () => {});
  return `${folder}/initializer@${image!.descriptor.digest}`;
}

/** Has the cluster look at all that a chart makes of values, and make nothing. @throws HelmError with what it refuses */
export async function dryRun(namespace: string, name: string, values: string): Promise<void> {
  const chart = openStackCharts.find(one => one.name === name)!;
  const [release] = await packageOpenStack([chart], { text: values, values: {} });
  const folder = mkdtempSync(join(tmpdir(), 'openstack-dry-'));
  try {
    const archive = join(folder, release!.package.file);
    writeFileSync(archive, release!.package.data);
    const helm = await findHelm(4);
    const { stdout } = await helm.run(
      [
        'template',
        name,
        archive,
        '--no-hooks',
        '--namespace',
        namespace,
        '--kube-version',
        '1.34.0',
        '--values',
        '-',
      ],
      { input: values },
    );
    await kubectl(['apply', '--dry-run=server', '--namespace', namespace, '--filename', '-'], stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a command did. */
export interface Ran {
  code: number;
  /** All that it wrote. */
  text: string;
  seconds: number;
}

/** The same as `deploy`, which has to succeed. */
export async function install(...call: Parameters<typeof deploy>): Promise<Ran> {
  const ran = await deploy(...call);
  if (ran.code !== 0) throw new Error(ran.text);
  return ran;
}

/** Runs `hawser openstack deploy` with values of a text, `options` behind it. @param image with `hawser wait` */
export async function deploy(
  namespace: string,
  image: string,
  values: string,
  ...options: string[]
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'openstack-values-'));
  try {
    const file = join(folder, 'values.yaml');
    writeFileSync(file, values);
    const began = Date.now();
    const child = spawn(process.execPath, [
      main,
      'openstack',
      'deploy',
      namespace,
      file,
      '--wait-image',
      image,
      ...options,
    ]);
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', data => (text += data));
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { code, text, seconds: (Date.now() - began) / 1000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Objects of a kind, by a label; those that go away aren't among them. */
export async function objects(namespace: string, kind: string, selector = ''): Promise<Live[]> {
  const label = selector ? ['--selector', selector] : [];
  const text = await kubectl(['get', kind, '--namespace', namespace, '--output', 'json', ...label]);
  return (JSON.parse(text) as { items: Live[] }).items.filter(({ metadata }) => !metadata.deletionTimestamp);
}

/** What tells whether objects are the same as before. */
export const uids = async (namespace: string, kind: string, selector: string) =>
  (await objects(namespace, kind, selector)).map(({ metadata }) => metadata.uid).sort();

/** The one object of a kind with a label. */
export async function only(namespace: string, kind: string, selector: string): Promise<Live> {
  const found = await objects(namespace, kind, selector);
  if (found.length !== 1) throw new Error(`${found.length} ${kind} with ${selector}`);
  return found[0]!;
}

export const isReady = ({ status }: Live): boolean =>
  (status.conditions ?? []).some(one => one.type === 'Ready' && one.status === 'True');

/** A token of Keystone, asked for in the API's pod with the administrator's own credentials. */
export async function issueToken(namespace: string, password = 'password'): Promise<string> {
  const pod = await only(namespace, 'pods', 'application=keystone,component=api');
  const env = {
    OS_AUTH_URL: 'http://keystone-api/v3',
    OS_USERNAME: 'admin',
    OS_PASSWORD: password,
    OS_PROJECT_NAME: 'admin',
    OS_USER_DOMAIN_NAME: 'default',
    OS_PROJECT_DOMAIN_NAME: 'default',
    OS_IDENTITY_API_VERSION: '3',
    OS_INTERFACE: 'internal',
  };
  const set = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const command = ['env', ...set, 'openstack', 'token', 'issue', '-f', 'value', '-c', 'id'];
  return (await inPod(namespace, pod.metadata.name, 'keystone-api', ...command)).trim();
}

/** Runs a command in a container. */
export const inPod = (namespace: string, pod: string, container: string, ...command: string[]) =>
  kubectl(['exec', pod, '--namespace', namespace, '--container', container, '--', ...command]);
