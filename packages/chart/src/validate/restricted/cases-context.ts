import { allow, container, context, own, type PodCase, refuse } from './case.ts';

const securityContext = 'spec.containers[0].securityContext';

/** Pods that differ in a security context. */
export const contextCases: PodCase[] = [
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
  allow('Windows', {
    ...container({ securityContext: undefined }),
    os: { name: 'windows' },
    securityContext: { runAsNonRoot: true },
  }),
];
