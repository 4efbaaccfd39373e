/** A Kubernetes object as it is in a manifest: nothing is known of it but what every object has. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata?: ObjectMetadata;
  [field: string]: unknown;
}

/** The part of `metadata` that the checks read. */
export interface ObjectMetadata {
  name?: string;
  generateName?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [field: string]: unknown;
}

/** One thing that is wrong with a rendered object or a chart's file. */
export interface Problem {
  /** `Kind/namespace/name` of the object, `Kind/name` where it names no namespace; a file's name for what is of a file. */
  object: string;
  /** The field, as `spec.template.spec.containers[0].image`; empty when the problem is the whole object's. */
  path: string;
  /** What is wrong and what was expected, without the path. */
  message: string;
}

/** `Kind/namespace/name`, the way that problems name an object. */
export function describeObject(object: KubernetesObject): string {
  const { namespace, name, generateName } = object.metadata ?? {};
  const named = name ?? (generateName === undefined ? '(no name)' : `${generateName}*`);
  return [object.kind, namespace, named].filter(part => part !== undefined).join('/');
}

/** One line a problem, in their order. */
export const formatProblems = (problems: readonly Problem[]): string =>
  problems
    .map(({ object, path, message }) => `${object}: ${path === '' ? '' : `${path}: `}${message}`)
    .join('\n');

/** `parent.key`, or `parent["a/b"]` for a key that isn't a plain word. */
export function joinPath(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === '' ? key : `${parent}.${key}`;
}
