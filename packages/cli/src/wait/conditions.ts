import { usageError } from '../error.ts';
import { type PodAccess, podAccess } from '../kubernetes/access.ts';
import { KubernetesApi } from '../kubernetes/api.ts';
import { findService } from '../project/find.ts';
import { serviceConfig } from '../project/service-config.ts';
import type { Condition } from './condition.ts';
import * as kubernetes from './kubernetes.ts';

/** What the command line names; each option may be repeated. */
export interface Wanted {
  /** `NAME=grpc://host:port` */
  service?: readonly string[];
  http?: readonly string[];
  /** `host:port` */
  tcp?: readonly string[];
  /** Services whose databases have to be migrated. */
  migrated?: readonly string[];
  /** Their configuration's folder. */
  config?: string;
  job?: readonly string[];
  kubernetesService?: readonly string[];
  /** `label=value` */
  pod?: readonly string[];
  daemonset?: readonly string[];
  /** `pod/container` */
  container?: readonly string[];
}

/**
 * The conditions that are named. The Kubernetes API is connected to only if one of them needs it.
 * @throws CliError for one that can't be understood
 */
export async function conditionsOf(
  wanted: Wanted,
  access: () => PodAccess = podAccess,
): Promise<Condition[]> {
  const { service = [], http = [], tcp = [], migrated = [] } = wanted;
  const all: Condition[] = [];
  if (service.length + http.length + tcp.length > 0) {
    const network = await import('./network.ts');
    all.push(...service.map(text => network.serviceServes(...pair('--service', text, '='))));
    all.push(...http.map(url => network.httpAnswers(checkUrl(url))));
    all.push(...tcp.map(text => network.tcpListens(hostPort(text))));
  }
  for (const name of migrated) {
    const { databaseMigrated } = await import('./migrated.ts');
    const manifest = await findService(process.cwd(), name);
    all.push(databaseMigrated(manifest, serviceConfig(manifest, { directory: wanted.config }).value));
  }
  all.push(...inCluster(wanted, access));
  if (all.length === 0)
    throw usageError('there is nothing to wait for', 'name it: `hawser wait --help` lists what there is');
  return all;
}

function inCluster(wanted: Wanted, access: () => PodAccess): Condition[] {
  const { job = [], kubernetesService = [], pod = [], daemonset = [], container = [] } = wanted;
  const makers: ((api: KubernetesApi) => Condition)[] = [
    ...job.map(name => (api: KubernetesApi) => kubernetes.jobDone(api, name)),
    ...kubernetesService.map(name => (api: KubernetesApi) => kubernetes.serviceHasEndpoints(api, name)),
    ...pod.map(text => {
      pair('--pod', text, '=');
      return (api: KubernetesApi) => kubernetes.podReady(api, text);
    }),
    ...daemonset.map(
      name => (api: KubernetesApi) => kubernetes.daemonSetReady(api, name, process.env.NODE_NAME),
    ),
    ...container.map(text => {
      const [name, part] = pair('--container', text, '/');
      return (api: KubernetesApi) => kubernetes.containerReady(api, name, part);
    }),
  ];
  if (makers.length === 0) return [];
  const api = new KubernetesApi(access());
  const [first, ...others] = makers.map(make => make(api));
  return [{ ...first!, close: () => api.close() }, ...others];
}

function pair(option: string, text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  if (at < 1 || at === text.length - 1) {
    const form = { '--service': 'NAME=grpc://HOST:PORT', '--pod': 'LABEL=VALUE' }[option] ?? 'POD/CONTAINER';
    throw usageError(`${option} is ${form}, not "${text}"`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

function hostPort(text: string): string {
  const port = Number(/^.+:(\d{1,5})$/.exec(text)?.[1] ?? 0);
  if (port < 1 || port > 65_535) throw usageError(`--tcp is HOST:PORT, not "${text}"`);
  return text;
}

function checkUrl(text: string): string {
  const protocol = URL.parse(text)?.protocol;
  if (protocol !== 'http:' && protocol !== 'https:')
    throw usageError(`--http is an http:// or https:// URL, not "${text}"`);
  return text;
}
