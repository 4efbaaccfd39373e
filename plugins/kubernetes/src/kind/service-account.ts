import type { V1ServiceAccount } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';

export const serviceAccount: Kind<Wire<V1ServiceAccount>> = {
  name: 'ServiceAccount',
  group: 'Authentication',
  isPrimary: false,
  api: '/api/v1',
  plural: 'serviceaccounts',
  namespaced: true,
  columns: { Namespace: 'data.namespace', 'Mounts its token': 'data.mounts_token' },
  describe: ({ automountServiceAccountToken }) => ({
    data: { mounts_token: automountServiceAccountToken ?? true },
  }),
};
