import { allow, container, type PodCase, pod, refuse } from './case.ts';

/** A good pod with a volume. */
const volume = (source: Record<string, unknown>) => pod({ volumes: [{ name: 'v', ...source }] });

const apparmor = 'container.apparmor.security.beta.kubernetes.io/migrate';

/** Pods that differ in what isn't a security context: namespaces, volumes, ports, probes, annotations. */
export const fieldCases: PodCase[] = [
  allow('a good pod', pod({})),
  refuse('hostNetwork', 'spec.hostNetwork', pod({ hostNetwork: true })),
  refuse('hostPID', 'spec.hostPID', pod({ hostPID: true })),
  refuse('hostIPC', 'spec.hostIPC', pod({ hostIPC: true })),
  allow('hostNetwork off', pod({ hostNetwork: false })),
  allow('emptyDir', volume({ emptyDir: {} })),
  allow('configMap', volume({ configMap: { name: 'x' } })),
  allow('secret', volume({ secret: { secretName: 'x' } })),
  allow('projected', volume({ projected: { sources: [{ configMap: { name: 'x' } }] } })),
  allow(
    'downwardAPI',
    volume({ downwardAPI: { items: [{ path: 'x', fieldRef: { fieldPath: 'metadata.name' } }] } }),
  ),
  allow('persistentVolumeClaim', volume({ persistentVolumeClaim: { claimName: 'x' } })),
  allow('csi', volume({ csi: { driver: 'x.example.com' } })),
  allow(
    'ephemeral',
    volume({
      ephemeral: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      },
    }),
  ),
  refuse('hostPath', 'spec.volumes[0].hostPath', volume({ hostPath: { path: '/' } })),
  refuse('nfs', 'spec.volumes[0].nfs', volume({ nfs: { server: 'x', path: '/' } })),
  refuse(
    'iscsi',
    'spec.volumes[0].iscsi',
    volume({ iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2001-04.com.example:x', lun: 1 } }),
  ),
  refuse('gitRepo', 'spec.volumes[0].gitRepo', volume({ gitRepo: { repository: 'https://example.com/x' } })),
  refuse(
    'hostPort',
    'spec.containers[0].ports[0].hostPort',
    container({ ports: [{ containerPort: 80, hostPort: 80 }] }),
  ),
  allow('container port', container({ ports: [{ containerPort: 80 }] })),
  refuse(
    'host of a probe',
    'spec.containers[0].livenessProbe.httpGet.host',
    container({ livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } } }),
  ),
  refuse(
    'host of a TCP probe',
    'spec.containers[0].readinessProbe.tcpSocket.host',
    container({ readinessProbe: { tcpSocket: { host: 'x', port: 80 } } }),
  ),
  refuse(
    'host of a startup probe',
    'spec.containers[0].startupProbe.httpGet.host',
    container({ startupProbe: { httpGet: { host: 'x', port: 80 } } }),
  ),
  refuse(
    'host of a hook',
    'spec.containers[0].lifecycle.preStop.httpGet.host',
    container({ lifecycle: { preStop: { httpGet: { host: 'x', port: 80 } } } }),
  ),
  allow(
    'probes of the pod itself',
    container({ livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'Host', value: 'x' }] } } }),
  ),
  refuse('AppArmor off by annotation', `metadata.annotations["${apparmor}"]`, pod({}), {
    [apparmor]: 'unconfined',
  }),
  allow('AppArmor by annotation', pod({}), { [apparmor]: 'runtime/default' }),
  refuse(
    'a bad init container',
    'spec.initContainers[0].securityContext.capabilities.drop',
    pod({
      initContainers: [{ name: 'init', image: 'x', securityContext: { allowPrivilegeEscalation: false } }],
    }),
  ),
  refuse(
    'a bad sidecar',
    'spec.initContainers[0].securityContext.allowPrivilegeEscalation',
    pod({
      initContainers: [
        {
          name: 'init',
          image: 'x',
          restartPolicy: 'Always',
          securityContext: { capabilities: { drop: ['ALL'] } },
        },
      ],
    }),
  ),
];
