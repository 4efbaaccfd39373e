import type { AnyObject } from './kind/kind.ts';

/** An object's place among its kind. */
interface Named {
  namespace: string;
  name: string;
}

interface LabelSet {
  labels: Readonly<Record<string, string>>;
  names: string[];
}

/**
 * What relations need to know of objects that were listed before: who owns a ReplicaSet or Job, and which labels pods
 * have. It holds names alone, and labels once for all pods that share them.
 */
export class Lookups {
  readonly #owners = new Map<string, { kind: string; name: string }>();
  readonly #pods = new Map<string, Map<string, LabelSet>>();

  /** Remembers an object of a kind that is in the `needs` of another one. */
  add(kind: string, { metadata }: AnyObject): void {
    const { namespace = '', name = '', labels = {}, ownerReferences } = metadata ?? {};
    if (kind === 'Pod') {
      this.#addPod(namespace, name, labels);
      return;
    }
    const owner = ownerReferences?.find(({ controller }) => controller);
    if (owner) this.#owners.set(`${kind}/${namespace}/${name}`, { kind: owner.kind, name: owner.name });
  }

  /** What stands behind an owner: a ReplicaSet's Deployment, a Job's CronJob; else the owner itself. */
  root({ kind, name }: { kind: string; name: string }, namespace: string): { kind: string; name: string } {
    return this.#owners.get(`${kind}/${namespace}/${name}`) ?? { kind, name };
  }

  /** The pods of a namespace that have all these labels. An empty selector selects none, as that of a Service. */
  select(namespace: string, selector: Readonly<Record<string, string>>): Named[] {
    const wanted = Object.entries(selector);
    if (wanted.length === 0) return [];
    const sets = [...(this.#pods.get(namespace)?.values() ?? [])];
    const matching = sets.filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value));
    return matching.flatMap(({ names }) => names.map(name => ({ namespace, name })));
  }

  #addPod(namespace: string, name: string, labels: Record<string, string>): void {
    const sets = this.#pods.get(namespace) ?? new Map<string, LabelSet>();
    this.#pods.set(namespace, sets);
    const key = JSON.stringify(Object.entries(labels).sort());
    const set = sets.get(key) ?? { labels, names: [] };
    sets.set(key, set);
    set.names.push(name);
  }
}
