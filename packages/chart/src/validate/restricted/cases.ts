import { exampleRelease } from '../testing.ts';

type Loose = Record<string, unknown>;

/** A pod of the table: what it differs in from a good one, and whether the restricted profile allows it. */
export interface PodCase {
  name: string;
  allowed: boolean;
  spec: Loose;
  annotations?: Record<string, string>;
  /** The field of the Pod that a refusal names. */
  path?: string;
}

const base = exampleRelease().migration.spec.template.spec as Loose & { containers: Loose[] };

/** A good pod with other fields in its spec. */
const pod = (fields: Loose): Loose => ({ ...structuredClone(base), ...fields });

/** A good pod whose container has other fields. */
const container = (fields: Loose, more: Loose = {}): Loose => ({
  ...pod(more),
  containers: [{ ...structuredClone(base.containers[0]!), ...fields }],
});

const good = base.containers[0]!['securityContext'] as Loose;

/** A good pod whose container has other fields in its security context; undefined leaves one out. */
const context = (fields: Loose, more: Loose = {}): Loose =>
  container({ securityContext: { ...good, ...fields } }, more);

/** A good pod with other fields in its own security context. */
const own = (fields: Loose): Loose =>
  pod({ securityContext: { ...(base['securityContext'] as Loose), ...fields } });

const allow = (name: string, spec: Loose, annotations?: Record<string, string>): PodCase => ({
  name,
  allowed: true,
  spec,
  ...(annotations && { annotations }),
});

const refuse = (name: string, path: string, spec: Loose, annotations?: Record<string, string>): PodCase => ({
  ...allow(name, spec, annotations),
  allowed: false,
  path,
});

const volume = (source: Loose): Loose => pod({ volumes: [{ name: 'v', ...source }] });

const apparmor = 'container.apparmor.security.beta.kubernetes.io/migrate';

const securityContext = 'spec.containers[0].securityContext';

/** Good and bad pods, one or more a rule of the restricted Pod Security Standard. */
export const podCases: PodCase[] = [
  allow('a good pod', pod({})),
  refuse('hostNetwork', 'spec.hostNetwork', pod({ hostNetwork: true })),
  refuse('hostPID', 'spec.hostPID', pod({ hostPID: true })),
  refuse('hostIPC', 'spec.hostIPC', pod({ hostIPC: true })),
  allow('hostNetwork off', pod({ hostNetwork: false })),
  refuse('hostProcess of the pod', 'spec.securityContext.windowsOptions.hostProcess', {
    ...own({ windowsOptions: { hostProcess: true } }),
    hostNetwork: true,
  }),
  refuse(
    'privileged',
    `${securityContext}.privileged`,
    context({ privileged: true, allowPrivilegeEscalation: undefined }),
  ),
  refuse(
    'privilege escalation left out',
    `${securityContext}.allowPrivilegeEscalation`,
    context({ allowPrivilegeEscalation: undefined }),
  ),
  refuse(
    'privilege escalation',
    `${securityContext}.allowPrivilegeEscalation`,
    context({ allowPrivilegeEscalation: true }),
  ),
  refuse(
    'capabilities left out',
    `${securityContext}.capabilities.drop`,
    context({ capabilities: undefined }),
  ),
  refuse(
    'only some dropped',
    `${securityContext}.capabilities.drop`,
    context({ capabilities: { drop: ['NET_RAW'] } }),
  ),
  refuse(
    'all dropped in small letters',
    `${securityContext}.capabilities.drop`,
    context({ capabilities: { drop: ['all'] } }),
  ),
  allow('NET_BIND_SERVICE added', context({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } })),
  refuse(
    'CHOWN added',
    `${securityContext}.capabilities.add[0]`,
    context({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }),
  ),
  refuse(
    'SYS_ADMIN added',
    `${securityContext}.capabilities.add[1]`,
    context({ capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'SYS_ADMIN'] } }),
  ),
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
  refuse(
    'AppArmor off',
    `${securityContext}.appArmorProfile.type`,
    context({ appArmorProfile: { type: 'Unconfined' } }),
  ),
  refuse(
    'AppArmor of the pod off',
    'spec.securityContext.appArmorProfile.type',
    own({ appArmorProfile: { type: 'Unconfined' } }),
  ),
  allow('AppArmor by default', own({ appArmorProfile: { type: 'RuntimeDefault' } })),
  refuse('AppArmor off by annotation', `metadata.annotations["${apparmor}"]`, pod({}), {
    [apparmor]: 'unconfined',
  }),
  allow('AppArmor by annotation', pod({}), { [apparmor]: 'runtime/default' }),
  refuse(
    'SELinux type',
    `${securityContext}.seLinuxOptions.type`,
    context({ seLinuxOptions: { type: 'spc_t' } }),
  ),
  refuse(
    'SELinux user',
    'spec.securityContext.seLinuxOptions.user',
    own({ seLinuxOptions: { user: 'system_u' } }),
  ),
  refuse(
    'SELinux role',
    `${securityContext}.seLinuxOptions.role`,
    context({ seLinuxOptions: { role: 'sysadm_r' } }),
  ),
  allow('SELinux of containers', context({ seLinuxOptions: { type: 'container_t', level: 's0:c123' } })),
  allow('SELinux of container engines', context({ seLinuxOptions: { type: 'container_engine_t' } })),
  refuse(
    'procMount',
    `${securityContext}.procMount`,
    context({ procMount: 'Unmasked' }, { hostUsers: false }),
  ),
  allow('procMount by default', context({ procMount: 'Default' })),
  refuse('seccomp left out', `${securityContext}.seccompProfile.type`, own({ seccompProfile: undefined })),
  refuse(
    'seccomp off',
    `${securityContext}.seccompProfile.type`,
    context({ seccompProfile: { type: 'Unconfined' } }),
  ),
  refuse(
    'seccomp of the pod off',
    'spec.securityContext.seccompProfile.type',
    own({ seccompProfile: { type: 'Unconfined' } }),
  ),
  allow('seccomp of a file', context({ seccompProfile: { type: 'Localhost', localhostProfile: 'x.json' } })),
  refuse(
    'an unsafe sysctl',
    'spec.securityContext.sysctls[0].name',
    own({ sysctls: [{ name: 'kernel.msgmax', value: '1' }] }),
  ),
  ...[
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
  ].map(name => allow(`the sysctl ${name}`, own({ sysctls: [{ name, value: '1' }] }))),
  refuse('root', `${securityContext}.runAsUser`, context({ runAsUser: 0 })),
  refuse('root of the pod', 'spec.securityContext.runAsUser', own({ runAsUser: 0 })),
  allow('a user', context({ runAsUser: 1000 })),
  refuse('runAsNonRoot left out', `${securityContext}.runAsNonRoot`, own({ runAsNonRoot: undefined })),
  refuse('runAsNonRoot off', `${securityContext}.runAsNonRoot`, context({ runAsNonRoot: false })),
  refuse('runAsNonRoot of the pod off', 'spec.securityContext.runAsNonRoot', own({ runAsNonRoot: false })),
  refuse('runAsNonRoot of the pod off, on in the container', 'spec.securityContext.runAsNonRoot', {
    ...context({ runAsNonRoot: true }),
    securityContext: { runAsNonRoot: false, seccompProfile: { type: 'RuntimeDefault' } },
  }),
  allow('said by the container alone', {
    ...context({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
    securityContext: undefined,
  }),
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
  allow('Windows', {
    ...container({ securityContext: undefined }),
    os: { name: 'windows' },
    securityContext: { runAsNonRoot: true },
  }),
];
