import { has, type PodTemplate } from '../pods.ts';
import { joinPath } from '../problem.ts';
import { at, type Fields, mapOf, stringOf } from '../read.ts';
import type { Finding } from './finding.ts';
import { securityContexts } from './pod.ts';

const SELINUX = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];

/** The rules that hold for the pod's security context and for each container's in the same words. */
export function checkContexts(pod: PodTemplate): Finding[] {
  return securityContexts(pod).flatMap(({ path, context }) => [
    ...hostProcess(context, path),
    ...appArmor(context, path),
    ...seLinux(context, path),
    ...seccomp(context, path),
    ...user(context, path),
  ]);
}

function hostProcess(context: Fields, path: string): Finding[] {
  if (at(context, 'windowsOptions', 'hostProcess') !== true) return [];
  return [
    {
      path: `${path}.windowsOptions.hostProcess`,
      message: 'must be false: the container would be a process of its node',
    },
  ];
}

function appArmor(context: Fields, path: string): Finding[] {
  const type = at(context, 'appArmorProfile', 'type');
  if (!has(context, 'appArmorProfile') || type === 'RuntimeDefault' || type === 'Localhost') return [];
  return [{ path: `${path}.appArmorProfile.type`, message: 'must be RuntimeDefault or Localhost' }];
}

function seLinux(context: Fields, path: string): Finding[] {
  const options = mapOf(context['seLinuxOptions']);
  const findings: Finding[] = [];
  const type = stringOf(options['type']) ?? '';
  if (type !== '' && !SELINUX.includes(type)) {
    findings.push({
      path: `${path}.seLinuxOptions.type`,
      message: `must be empty or one of ${SELINUX.join(', ')}`,
    });
  }
  for (const key of ['user', 'role']) {
    if ((stringOf(options[key]) ?? '') === '') continue;
    findings.push({ path: joinPath(`${path}.seLinuxOptions`, key), message: 'may not be set' });
  }
  return findings;
}

function seccomp(context: Fields, path: string): Finding[] {
  const type = at(context, 'seccompProfile', 'type');
  if (!has(context, 'seccompProfile') || type === 'RuntimeDefault' || type === 'Localhost') return [];
  return [{ path: `${path}.seccompProfile.type`, message: 'must be RuntimeDefault or Localhost' }];
}

function user(context: Fields, path: string): Finding[] {
  const findings: Finding[] = [];
  if (context['runAsUser'] === 0)
    findings.push({ path: `${path}.runAsUser`, message: 'must not be 0, the root user' });
  if (context['runAsNonRoot'] === false)
    findings.push({ path: `${path}.runAsNonRoot`, message: 'must not be false' });
  return findings;
}
