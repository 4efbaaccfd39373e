import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Helm } from '@hawser/chart/helm';
import { stringify } from 'yaml';
import definition from '../../../platform.ts';
import { kubectl } from './kubectl.ts';

const root = join(import.meta.dirname, '../../..');

/** Where the test cluster's images and charts are. */
export const registry = (): string => {
  const { CLUSTER_REGISTRY } = process.env;
  if (!CLUSTER_REGISTRY) throw new Error('CLUSTER_REGISTRY names no registry');
  return CLUSTER_REGISTRY;
};

/** Builds the images of the platform under a tag that no node has, and pushes them. @returns the tag */
export async function pushImages(...names: string[]): Promise<string> {
  const tag = `test-${randomBytes(4).toString('hex')}`;
  await pushImagesAs('hawser', tag, ...names);
  return tag;
}

/** Builds images and pushes them as `<folder>/<name>:<tag>`. @param names services and plugins; all of the platform by default */
export async function pushImagesAs(folder: string, tag: string, ...names: string[]): Promise<void> {
  const at = registry();
  const which = names.length > 0 ? names : ['--all'];
  await promisify(execFile)(process.execPath, [
    join(root, 'packages/cli/src/main.mjs'),
    ...['image', 'build', ...which, '--push', `${at}/${folder}`, '--plain-http', '--tag', tag],
    ...['--base', `${at}/library/node:26-slim`],
  ]);
}

const servers = [
  ...definition.services.map(({ name }) => name),
  ...(definition.plugins ?? []).map(({ id }) => id),
];

/** Values with which the platform's chart runs images of a tag. */
export function imagesOf(tag: string): Record<string, object> {
  const names = ['secrets', 'initializer', ...servers];
  return Object.fromEntries(names.map(name => [name, { image: { version: tag } }]));
}

/** All images that the platform's chart runs then. */
export const allImages = (tag: string): string[] => [
  'postgres:15',
  ...['initializer', ...servers].map(name => `hawser/${name}:${tag}`),
];

/** A folder for values files, removed when the process ends. */
const folder = mkdtempSync(join(tmpdir(), 'hawser-release-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Writes values for a command line of Helm's. */
export function valuesFile(values: object): string {
  const file = join(folder, `${randomBytes(4).toString('hex')}.yaml`);
  writeFileSync(file, stringify(values));
  return file;
}

/** Helm in a namespace, with repositories of its own. */
export function helmIn(helm: Helm, namespace: string) {
  const home = join(folder, `helm${helm.major}`);
  const env = {
    HELM_CACHE_HOME: `${home}/cache`,
    HELM_CONFIG_HOME: `${home}/config`,
    HELM_DATA_HOME: `${home}/data`,
  };
  return async (...args: string[]): Promise<string> =>
    (await helm.run([...args, '--namespace', namespace], { env })).stdout;
}

/** An object of the cluster, as far as tests read it. */
export interface Found {
  kind: string;
  metadata: {
    name: string;
    uid: string;
    generation?: number;
    annotations?: Record<string, string>;
    labels?: Record<string, string>;
    ownerReferences?: { kind: string; name: string }[];
  };
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
  data?: Record<string, string>;
}

/** All objects of kinds in a namespace. */
export async function objects(namespace: string, kinds: string): Promise<Found[]> {
  const text = await kubectl(['get', kinds, '--namespace', namespace, '--output', 'json']);
  return (JSON.parse(text) as { items: Found[] }).items;
}

/** Waits for all Deployments and StatefulSets of a namespace. @returns how long it took, in seconds */
export async function ready(namespace: string, limitSeconds: number): Promise<number> {
  const started = Date.now();
  const workloads = await objects(namespace, 'deployments,statefulsets');
  await Promise.all(
    workloads.map(({ kind, metadata: { name } }) =>
      kubectl(['rollout', 'status', `${kind}/${name}`, '-n', namespace, `--timeout=${limitSeconds}s`]),
    ),
  );
  return (Date.now() - started) / 1000;
}

/** Ids of pods that aren't Jobs', by name: a pod that was replaced has another one. */
export async function serverPods(namespace: string): Promise<Record<string, string>> {
  const pods = await objects(namespace, 'pods');
  return Object.fromEntries(
    pods
      .filter(({ metadata }) => metadata.ownerReferences?.[0]?.kind !== 'Job')
      .map(({ metadata: { name, uid } }) => [name, uid]),
  );
}

/** A Service's address inside of the cluster. */
export const clusterIp = (namespace: string, service: string): Promise<string> =>
  kubectl(['get', 'service', service, '-n', namespace, '-o', 'jsonpath={.spec.clusterIP}']);
