import type { Kind } from '../kind/index.ts';
import type { ClusterApi } from './cluster.ts';

const reviews = '/apis/authorization.k8s.io/v1';

/** Whether the account may list a kind, in a namespace or in all. */
export async function mayList(
  api: ClusterApi,
  { api: path, plural }: Kind,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const [, group = ''] = /^\/apis\/([^/]+)/.exec(path) ?? [];
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { verb: 'list', group, resource: plural, namespace } },
  };
  const review = { path: `${reviews}/selfsubjectaccessreviews`, body, signal };
  const { status } = await api.ask<{ status?: { allowed?: boolean } }>(review);
  return status?.allowed === true;
}
