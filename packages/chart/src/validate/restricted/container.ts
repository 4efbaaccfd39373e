import { type Container, containersOf, has, type PodTemplate } from '../pods.ts';
import { joinPath } from '../problem.ts';
import { at, mapOf, mapsOf, stringOf, stringsOf } from '../read.ts';
import type { Finding } from './finding.ts';

/** The rules on each container: privileges, capabilities, ports of the node, probes, and what it must say of itself. */
export function checkContainers(pod: PodTemplate): Finding[] {
  // Windows has neither capabilities nor seccomp; the API server refuses them in a pod that says that it is for Windows.
  const windows = at(pod.spec, 'os', 'name') === 'windows';
  return containersOf(pod).flatMap(container => [
    ...privileges(container),
    ...hostPorts(container),
    ...hosts(container),
    ...procMount(container),
    ...nonRoot(container, pod),
    ...(windows ? [] : [...escalation(container), ...capabilities(container), ...seccomp(container, pod)]),
  ]);
}

const contextOf = (container: Container) => ({
  context: mapOf(container.fields['securityContext']),
  path: joinPath(container.path, 'securityContext'),
});

function privileges(container: Container): Finding[] {
  const { context, path } = contextOf(container);
  return context['privileged'] === true ? [{ path: `${path}.privileged`, message: 'must be false' }] : [];
}

function escalation(container: Container): Finding[] {
  const { context, path } = contextOf(container);
  if (context['allowPrivilegeEscalation'] === false) return [];
  return [{ path: `${path}.allowPrivilegeEscalation`, message: 'must be false' }];
}

function capabilities(container: Container): Finding[] {
  const { context, path } = contextOf(container);
  const findings: Finding[] = [];
  if (!stringsOf(at(context, 'capabilities', 'drop')).includes('ALL')) {
    findings.push({ path: `${path}.capabilities.drop`, message: 'must have "ALL"' });
  }
  for (const [index, name] of stringsOf(at(context, 'capabilities', 'add')).entries()) {
    if (name === 'NET_BIND_SERVICE') continue;
    const message = `${name} may not be added; allowed is NET_BIND_SERVICE alone`;
    findings.push({ path: `${path}.capabilities.add[${index}]`, message });
  }
  return findings;
}

function hostPorts(container: Container): Finding[] {
  return mapsOf(container.fields['ports'])
    .filter(([, port]) => has(port, 'hostPort') && port['hostPort'] !== 0)
    .map(([index]) => ({
      path: `${container.path}.ports[${index}].hostPort`,
      message: 'ports of the node are not allowed',
    }));
}

/** Since 1.34: a probe or hook may ask its own pod only, because the kubelet asks with the node's reach. */
function hosts(container: Container): Finding[] {
  const handlers = [
    ['livenessProbe'],
    ['readinessProbe'],
    ['startupProbe'],
    ['lifecycle', 'postStart'],
    ['lifecycle', 'preStop'],
  ];
  return handlers.flatMap(keys =>
    ['httpGet', 'tcpSocket']
      .filter(action => (stringOf(at(container.fields, ...keys, action, 'host')) ?? '') !== '')
      .map(action => ({
        path: [container.path, ...keys, action, 'host'].join('.'),
        message: 'may not be set: a probe or hook may ask its own pod only',
      })),
  );
}

function procMount(container: Container): Finding[] {
  const { context, path } = contextOf(container);
  if (!has(context, 'procMount') || context['procMount'] === 'Default') return [];
  return [{ path: `${path}.procMount`, message: 'must be Default' }];
}

function nonRoot(container: Container, pod: PodTemplate): Finding[] {
  const { context, path } = contextOf(container);
  if (has(context, 'runAsNonRoot') || at(pod.spec, 'securityContext', 'runAsNonRoot') === true) return [];
  // A pod that says false is told so once, at its own field.
  if (at(pod.spec, 'securityContext', 'runAsNonRoot') === false) return [];
  return [
    { path: `${path}.runAsNonRoot`, message: 'must be true, here or in the security context of the pod' },
  ];
}

function seccomp(container: Container, pod: PodTemplate): Finding[] {
  const { context, path } = contextOf(container);
  if (has(context, 'seccompProfile') || has(pod.spec['securityContext'], 'seccompProfile')) return [];
  const message = 'must be RuntimeDefault or Localhost, here or in the security context of the pod';
  return [{ path: `${path}.seccompProfile.type`, message }];
}
