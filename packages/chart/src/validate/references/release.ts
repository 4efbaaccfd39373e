import { nearest } from '@hawser/core/config';
import { type PodTemplate, podOf } from '../pods.ts';
import { describeObject, type KubernetesObject, type Problem } from '../problem.ts';
import { at, type Fields, mapOf, stringOf } from '../read.ts';

/** What is there without being rendered. */
export interface ReferenceOptions {
  /** The namespace of objects that name none. Default: `default`. */
  namespace?: string;
  /**
   * Objects that others may name without being rendered: `Secret/db-password`, `Service/other-namespace/api`; `*` stands for any
   * text. `Endpoints/<service>` says that a Service's selector is answered by pods of others.
   */
  external?: readonly string[];
}

/** An object that runs pods, with them. */
export interface Workload {
  object: KubernetesObject;
  pod: PodTemplate;
  labels: Fields;
}

/** There from the start, in each namespace or each cluster. */
const ALWAYS = [
  'ServiceAccount/default',
  'ConfigMap/kube-root-ca.crt',
  'ClusterRole/view',
  'ClusterRole/edit',
  'ClusterRole/admin',
  'ClusterRole/cluster-admin',
  'ClusterRole/system:*',
];

/** The rendered objects, to be looked up by their names; collects the problems that checks find. */
export class Release {
  readonly problems: Problem[] = [];
  readonly workloads: Workload[] = [];
  readonly objects: readonly KubernetesObject[];
  readonly #namespace: string;
  readonly #byName = new Map<string, KubernetesObject>();
  readonly #external: RegExp[];

  constructor(
    objects: readonly KubernetesObject[],
    { namespace = 'default', external = [] }: ReferenceOptions,
  ) {
    this.objects = objects;
    this.#namespace = namespace;
    this.#external = [...ALWAYS, ...external].map(pattern);
    for (const object of objects) {
      for (const key of this.#keys(object)) this.#byName.set(key, object);
      const pod = podOf(object);
      if (pod !== undefined) this.workloads.push({ object, pod, labels: mapOf(pod.metadata['labels']) });
    }
  }

  namespaceOf(object: KubernetesObject): string {
    return object.metadata?.namespace ?? this.#namespace;
  }

  /** The rendered object of that name; undefined when it is external or isn't there. */
  find(kind: string, namespace: string, name: string): KubernetesObject | undefined {
    return this.#byName.get(`${kind}/${namespace}/${name}`);
  }

  isExternal(kind: string, namespace: string, name: string): boolean {
    const texts = [`${kind}/${name}`, `${kind}/${namespace}/${name}`];
    return this.#external.some(expected => texts.some(text => expected.test(text)));
  }

  report(object: KubernetesObject, path: string, message: string): void {
    this.problems.push({ object: describeObject(object), path, message });
  }

  /** Reports a name that nothing has, unless it is external. Returns the object where it is rendered. */
  need(
    from: KubernetesObject,
    path: string,
    kind: string,
    name: unknown,
    namespace = this.namespaceOf(from),
  ) {
    if (typeof name !== 'string') return undefined;
    const found = this.find(kind, namespace, name);
    if (found !== undefined || this.isExternal(kind, namespace, name)) return found;
    const start = `${kind}/${namespace}/`;
    const known = [...this.#byName.keys()]
      .filter(key => key.startsWith(start))
      .map(key => key.slice(start.length));
    const hint = nearest(name, known);
    const meant = hint === undefined ? '' : `; did you mean "${hint}"?`;
    this.report(from, path, `${kind} "${name}" is neither rendered nor declared as external${meant}`);
    return undefined;
  }

  /** An ExternalSecret is the Secret that it makes, too. */
  #keys(object: KubernetesObject): string[] {
    const namespace = this.namespaceOf(object);
    const keys = [`${object.kind}/${namespace}/${object.metadata?.name}`];
    if (object.kind === 'ExternalSecret') {
      const name = stringOf(at(object, 'spec', 'target', 'name')) ?? object.metadata?.name;
      keys.push(`Secret/${namespace}/${name}`);
    }
    return keys;
  }
}

const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
