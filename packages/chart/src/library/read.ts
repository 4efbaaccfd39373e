import type { KubernetesObject } from '../validate/index.ts';

/** A container, as far as tests look at it. */
export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value?: string; valueFrom?: Record<string, unknown> }[];
  ports?: { name: string; containerPort: number }[];
  resources?: Record<string, unknown>;
  readinessProbe?: Record<string, unknown>;
  livenessProbe?: Record<string, unknown>;
  startupProbe?: Record<string, unknown>;
  volumeMounts?: { name: string; mountPath: string; subPath?: string; readOnly?: boolean }[];
  securityContext?: Record<string, unknown>;
}

/** A pod's spec, as far as tests look at it. */
export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  volumes: ({ name: string } & Record<string, unknown>)[];
  securityContext: Record<string, unknown>;
  [key: string]: unknown;
}

/** An object with a spec. */
export type Workload = KubernetesObject & { spec: Record<string, unknown> };

const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The Deployments and their like, by name. */
export const workloads = (objects: readonly KubernetesObject[]): Workload[] =>
  objects
    .filter((object): object is Workload => kinds.has(object.kind ?? ''))
    .sort((a, b) => (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''));

/** The pod template of an object that runs pods. */
export function podTemplate(object: KubernetesObject): { metadata: Annotated; spec: PodSpec } {
  const { spec } = object as unknown as { spec: { template: { metadata: Annotated; spec: PodSpec } } };
  return spec.template;
}

/** Metadata of a pod template. */
export interface Annotated {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
}

export const podSpec = (object: KubernetesObject): PodSpec => podTemplate(object).spec;

/** The one object of a kind and name. */
export function objectOf(objects: readonly KubernetesObject[], kind: string, name: string): Workload {
  const found = objects.find(object => object.kind === kind && object.metadata?.name === name);
  if (!found)
    throw new Error(
      `no ${kind} ${name}, only ${objects.map(o => `${o.kind} ${o.metadata?.name}`).join(', ')}`,
    );
  return found as Workload;
}
