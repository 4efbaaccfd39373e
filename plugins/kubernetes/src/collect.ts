import { type ClusterApi, identify, listObjects } from './api/index.ts';
import { type AnyObject, type Kind, kinds, listPath } from './kind/index.ts';
import { Lookups } from './lookups.ts';
import type { Options } from './options.ts';
import { failureResource, regionResource, serviceResource, typeResource } from './resource.ts';

/**
 * Everything of a cluster that the options choose, object by object. What can't be listed comes as a FAILURE of its kind
 * (and namespace), and the others go on.
 *
 * @throws ApiError, or what Node.js throws, when the cluster can't be asked at all
 */
export async function* collectCluster(api: ClusterApi, options: Options, signal: AbortSignal) {
  const cluster = await identify(api, signal);
  const known = new Known(api, options, signal);
  yield regionResource(cluster);
  for (const kind of options.kinds) yield typeResource(kind);
  for (const kind of options.kinds) {
    await known.prepare(kind);
    for (const namespace of scopesOf(kind, options)) {
      const { labelSelector } = options;
      try {
        for await (const object of objectsOf(api, kind, namespace, { labelSelector, signal })) {
          signal.throwIfAborted();
          known.see(kind, object);
          yield serviceResource(kind, cluster, object, known.lookups);
        }
      } catch (thrown) {
        signal.throwIfAborted();
        yield failureResource(kind, thrown instanceof Error ? thrown.message : String(thrown));
      }
    }
  }
}

/** The namespaces to list a kind in, one by one; undefined stands for all at once, and for no namespace. */
export function scopesOf(
  { namespaced, name }: Kind,
  { namespaces }: Options,
): readonly (string | undefined)[] {
  return namespaces && (namespaced || name === 'Namespace') ? namespaces : [undefined];
}

function objectsOf(
  api: ClusterApi,
  kind: Kind,
  namespace: string | undefined,
  options: Parameters<typeof listObjects>[2],
): AsyncGenerator<AnyObject> {
  if (kind.namespaced) return listObjects(api, listPath(kind, namespace), options);
  const fieldSelector = namespace === undefined ? undefined : `metadata.name=${namespace}`;
  return listObjects(api, listPath(kind), { ...options, fieldSelector });
}

/** What later kinds need of earlier ones. */
class Known {
  readonly lookups = new Lookups();
  readonly #api: ClusterApi;
  readonly #options: Options;
  readonly #signal: AbortSignal;
  /** The kinds that others need. */
  readonly #needed: ReadonlySet<string>;
  /** Those of them that are, or were, listed whole. */
  readonly #seen: Set<string>;

  constructor(api: ClusterApi, options: Options, signal: AbortSignal) {
    this.#api = api;
    this.#options = options;
    this.#signal = signal;
    this.#needed = new Set(options.kinds.flatMap(({ needs }) => needs ?? []));
    // A label selector hides some: then they are listed for their own sake, by their metadata.
    this.#seen = new Set(options.labelSelector === undefined ? options.kinds.map(({ name }) => name) : []);
  }

  /** Remembers an object that was collected anyway. */
  see(kind: Kind, object: AnyObject): void {
    if (this.#needed.has(kind.name) && this.#options.labelSelector === undefined)
      this.lookups.add(kind.name, object);
  }

  /** Lists what a kind needs and isn't collected. What may not be listed is done without: its relations are absent. */
  async prepare(kind: Kind): Promise<void> {
    for (const name of kind.needs ?? []) {
      if (this.#seen.has(name)) continue;
      this.#seen.add(name);
      const need = kinds.find(one => one.name === name)!;
      for (const namespace of scopesOf(need, this.#options)) await this.#list(need, namespace);
    }
  }

  async #list(kind: Kind, namespace: string | undefined): Promise<void> {
    const options = { metadataOnly: true, signal: this.#signal };
    try {
      for await (const object of objectsOf(this.#api, kind, namespace, options)) {
        this.lookups.add(kind.name, object);
      }
    } catch {
      this.#signal.throwIfAborted();
    }
  }
}
