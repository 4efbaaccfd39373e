import type { ApiRequest, ClusterApi } from './cluster.ts';
import { ApiError } from './error.ts';

/** Objects a page: one page is what is in memory. */
const pageSize = 250;
/** How often one list may lose its place; a server that forgets faster than it answers is no use. */
const maxLost = 20;

/** Asks the server for the objects' metadata alone. */
const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

export interface ListOptions {
  fieldSelector?: string | undefined;
  labelSelector?: string | undefined;
  /** Names, labels and owners without the rest. Default: whole objects. */
  metadataOnly?: boolean;
  signal: AbortSignal;
}

interface Page<T> {
  metadata?: { continue?: string };
  items?: T[] | null;
}

/**
 * The objects at a path, page by page of one state of the cluster: all pages show the moment of the first one. When
 * that moment is forgotten before the last page (after about five minutes), the rest is of a later one, and still no
 * object comes twice.
 *
 * @throws ApiError
 */
export async function* listObjects<T>(
  api: Pick<ClusterApi, 'ask'>,
  path: string,
  { metadataOnly: partial, signal, ...selectors }: ListOptions,
): AsyncGenerator<T> {
  const request = { path, signal, ...(partial ? { accept: metadataOnly } : {}) };
  let place: string | undefined;
  let lost = 0;
  do {
    const page = await askPage<T>(api, {
      ...request,
      query: { ...selectors, limit: pageSize, continue: place },
    });
    if (typeof page === 'string') {
      if (++lost > maxLost) throw new ApiError(410, 'the list loses its place again and again');
      place = page;
    } else {
      yield* page.items ?? [];
      place = page.metadata?.continue;
    }
  } while (place);
}

/** A page, or where to go on when the server has forgotten the list's moment. */
async function askPage<T>(api: Pick<ClusterApi, 'ask'>, request: ApiRequest): Promise<Page<T> | string> {
  try {
    return await api.ask<Page<T>>(request);
  } catch (thrown) {
    if (thrown instanceof ApiError && thrown.status === 410 && thrown.continueToken)
      return thrown.continueToken;
    throw thrown;
  }
}
