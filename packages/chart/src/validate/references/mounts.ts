import { containersOf, type PodTemplate, specPath } from '../pods.ts';
import { joinPath, type KubernetesObject } from '../problem.ts';
import { at, mapsOf } from '../read.ts';
import type { Release } from './release.ts';

/** Volume mounts: each names a volume, and no two of a container are at one path. */
export function checkMounts(release: Release): void {
  for (const { object, pod } of release.workloads) {
    const volumes = volumeNames(object, pod);
    for (const container of containersOf(pod)) {
      const paths = new Map<string, string>();
      for (const [index, mount] of mapsOf(container.fields['volumeMounts'])) {
        const path = `${container.path}.volumeMounts[${index}]`;
        const { name, mountPath } = mount;
        if (typeof name === 'string' && !volumes.has(name)) {
          release.report(
            object,
            `${path}.name`,
            `no volume of ${specPath(pod)}.volumes has the name "${name}"`,
          );
        }
        if (typeof mountPath !== 'string') continue;
        // `/a` and `/a/` are one directory, though the API server compares the texts.
        const directory = mountPath.replace(/(?<=.)\/+$/, '');
        const other = paths.get(directory);
        if (other !== undefined)
          release.report(object, `${path}.mountPath`, `${mountPath} is the path of ${other}, too`);
        paths.set(directory, path);
      }
    }
  }
}

function volumeNames(object: KubernetesObject, pod: PodTemplate): Set<unknown> {
  const volumes = mapsOf(pod.spec['volumes']).map(([, volume]) => volume['name']);
  const claims = mapsOf(at(object, 'spec', 'volumeClaimTemplates')).map(([, claim]) =>
    at(claim, 'metadata', 'name'),
  );
  return new Set([...volumes, ...(object.kind === 'StatefulSet' ? claims : [])]);
}

/** Ports of containers: named once, numbered rightly, and what a probe or hook names is there. */
export function checkPorts(release: Release): void {
  for (const { object, pod } of release.workloads) {
    for (const container of containersOf(pod)) {
      const names = new Set<unknown>();
      const numbers = new Set<string>();
      for (const [index, port] of mapsOf(container.fields['ports'])) {
        const path = `${container.path}.ports[${index}]`;
        const { name, containerPort, protocol = 'TCP' } = port;
        if (typeof name === 'string') {
          if (names.has(name))
            release.report(object, `${path}.name`, `"${name}" is another port's name, too`);
          if (!isPortName(name)) {
            const rule = 'up to 15 of a-z, 0-9 and single dashes, with a letter';
            release.report(object, `${path}.name`, `${JSON.stringify(name)} is not a port's name: ${rule}`);
          }
          names.add(name);
        }
        checkNumber(release, object, joinPath(path, 'containerPort'), containerPort);
        const number = `${String(containerPort)}/${String(protocol)}`;
        if (numbers.has(number))
          release.report(object, joinPath(path, 'containerPort'), `${number} is there twice`);
        numbers.add(number);
      }
      checkProbes(release, object, container.path, container.fields, names);
    }
  }
}

const HANDLERS = [
  ['startupProbe'],
  ['livenessProbe'],
  ['readinessProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];
const ACTIONS = ['httpGet', 'tcpSocket', 'grpc'];

function checkProbes(
  release: Release,
  object: KubernetesObject,
  path: string,
  fields: unknown,
  names: Set<unknown>,
): void {
  for (const keys of HANDLERS) {
    for (const action of ACTIONS) {
      const port = at(fields, ...keys, action, 'port');
      const where = [path, ...keys, action, 'port'].join('.');
      if (typeof port === 'number') checkNumber(release, object, where, port);
      if (typeof port === 'string' && !names.has(port)) {
        release.report(object, where, `the container has no port named "${port}"`);
      }
    }
  }
}

function checkNumber(release: Release, object: KubernetesObject, path: string, port: unknown): void {
  if (typeof port !== 'number' || (Number.isInteger(port) && port >= 1 && port <= 65535)) return;
  release.report(object, path, `${port} is not a port from 1 to 65535`);
}

const isPortName = (name: string): boolean =>
  name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
