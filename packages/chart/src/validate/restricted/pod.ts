import { containersOf, has, type PodTemplate, specPath } from '../pods.ts';
import { joinPath } from '../problem.ts';
import { at, type Fields, mapOf, mapsOf, stringOf } from '../read.ts';
import type { Finding } from './finding.ts';

/** Kinds of volume that the restricted profile allows. */
const VOLUMES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** Kernel parameters that are a namespace's own, so that setting them concerns no other pod. */
const SYSCTLS = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** The rules on a pod as a whole: host namespaces, volumes, sysctls, AppArmor annotations. */
export function checkPod(pod: PodTemplate): Finding[] {
  const spec = specPath(pod);
  return [
    ...hostNamespaces(pod.spec, spec),
    ...volumes(pod.spec, spec),
    ...sysctls(pod.spec, spec),
    ...annotations(pod),
  ];
}

function hostNamespaces(fields: Fields, path: string): Finding[] {
  return ['hostNetwork', 'hostPID', 'hostIPC']
    .filter(key => fields[key] === true)
    .map(key => ({
      path: joinPath(path, key),
      message: 'must be false: a pod may not share the namespaces of its node',
    }));
}

function volumes(fields: Fields, path: string): Finding[] {
  const list = joinPath(path, 'volumes');
  return mapsOf(fields['volumes']).flatMap(([index, volume]) =>
    Object.keys(volume)
      .filter(key => key !== 'name' && has(volume, key) && !VOLUMES.has(key))
      .map(key => ({
        path: joinPath(joinPath(list, index), key),
        message: `volumes of this kind are not allowed; allowed are ${[...VOLUMES].join(', ')}`,
      })),
  );
}

function sysctls(fields: Fields, path: string): Finding[] {
  const list = joinPath(joinPath(path, 'securityContext'), 'sysctls');
  return mapsOf(at(fields, 'securityContext', 'sysctls'))
    .filter(([, sysctl]) => !SYSCTLS.has(stringOf(sysctl['name']) ?? ''))
    .map(([index, sysctl]) => ({
      path: joinPath(joinPath(list, index), 'name'),
      message: `${JSON.stringify(sysctl['name'])} is not among the safe sysctls`,
    }));
}

/** AppArmor as it was set before it had fields; the API server still reads it. */
function annotations(pod: PodTemplate): Finding[] {
  const path = joinPath(joinPath(pod.path, 'metadata'), 'annotations');
  return Object.entries(mapOf(pod.metadata['annotations']))
    .filter(([key]) => key.startsWith(APPARMOR))
    .filter(([, value]) => !/^(?:|runtime\/default|localhost\/.*)$/.test(String(value)))
    .map(([key]) => ({
      path: joinPath(path, key),
      message: 'must be runtime/default or localhost/<profile>',
    }));
}

/** The security contexts of a pod with the paths of each: the pod's own first, then its containers'. */
export function securityContexts(pod: PodTemplate): { path: string; context: Fields }[] {
  const own = {
    path: joinPath(specPath(pod), 'securityContext'),
    context: mapOf(pod.spec['securityContext']),
  };
  const others = containersOf(pod).map(container => ({
    path: joinPath(container.path, 'securityContext'),
    context: mapOf(container.fields['securityContext']),
  }));
  return [own, ...others];
}
