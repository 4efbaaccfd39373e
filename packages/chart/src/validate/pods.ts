import { joinPath, type KubernetesObject } from './problem.ts';
import { at, type Fields, isMap, mapOf, mapsOf } from './read.ts';

/** The pod that an object runs, or makes others of. */
export interface PodTemplate {
  /** Where the pod's own `metadata` and `spec` are: empty for a Pod, `spec.template` for a Deployment. */
  path: string;
  metadata: Fields;
  spec: Fields;
}

/** One container of a pod, of whichever list. */
export interface Container {
  list: 'containers' | 'initContainers' | 'ephemeralContainers';
  path: string;
  name: string;
  fields: Fields;
}

const TEMPLATES: Record<string, readonly string[]> = {
  Pod: [],
  PodTemplate: ['template'],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The groups of the kinds that run pods: a kind of another group may have the name and be something else. */
const GROUPS = /^(?:v1|(?:apps|batch)\/.+)$/;

/** The pod of an object of a pod-bearing kind; undefined for other kinds. */
export function podOf(object: KubernetesObject): PodTemplate | undefined {
  const keys = TEMPLATES[object.kind];
  if (keys === undefined || !GROUPS.test(object.apiVersion)) return undefined;
  const template = mapOf(at(object, ...keys));
  return { path: keys.join('.'), metadata: mapOf(template['metadata']), spec: mapOf(template['spec']) };
}

/** All containers of a pod: init containers, then containers, then ephemeral ones. */
export function containersOf(pod: PodTemplate): Container[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const;
  return lists.flatMap(list =>
    mapsOf(pod.spec[list]).map(([index, fields]) => ({
      list,
      path: joinPath(joinPath(joinPath(pod.path, 'spec'), list), index),
      name: typeof fields['name'] === 'string' ? fields['name'] : '',
      fields,
    })),
  );
}

/** The path of a pod's `spec`. */
export const specPath = (pod: PodTemplate): string => joinPath(pod.path, 'spec');

/** Whether a map has a field that says something: null is as good as absent to the API server. */
export const has = (fields: unknown, key: string): boolean =>
  isMap(fields) && fields[key] !== undefined && fields[key] !== null;
