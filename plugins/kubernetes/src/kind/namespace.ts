import type { V1Namespace } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';

export const namespace: Kind<Wire<V1Namespace>> = {
  name: 'Namespace',
  group: 'Cluster',
  isPrimary: false,
  api: '/api/v1',
  plural: 'namespaces',
  namespaced: false,
  columns: { Status: 'data.status' },
  describe: ({ status }) => ({ data: { status: status?.phase } }),
};
