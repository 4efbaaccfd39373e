import type { V1StorageClass } from '@kubernetes/client-node';
import type { Kind, Wire } from './kind.ts';

export const storageClass: Kind<Wire<V1StorageClass>> = {
  name: 'StorageClass',
  group: 'Storage',
  isPrimary: false,
  api: '/apis/storage.k8s.io/v1',
  plural: 'storageclasses',
  namespaced: false,
  columns: {
    Provisioner: 'data.provisioner',
    'Reclaim policy': 'data.reclaim_policy',
    Default: 'data.is_default',
  },
  describe: ({ metadata, provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion }) => ({
    data: {
      provisioner,
      reclaim_policy: reclaimPolicy,
      binding_mode: volumeBindingMode,
      expandable: allowVolumeExpansion ?? false,
      is_default: metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
    },
  }),
};
