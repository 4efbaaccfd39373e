import type { V1PersistentVolumeClaim } from '@kubernetes/client-node';
import { quantity } from '../quantity.ts';
import type { Relation } from '../relation.ts';
import type { Kind, Wire } from './kind.ts';

type Claim = Wire<V1PersistentVolumeClaim>;

export const persistentVolumeClaim: Kind<Claim> = {
  name: 'PersistentVolumeClaim',
  group: 'Storage',
  isPrimary: true,
  api: '/api/v1',
  plural: 'persistentvolumeclaims',
  namespaced: true,
  columns: {
    Namespace: 'data.namespace',
    Status: 'data.status',
    Volume: 'data.volume',
    Capacity: 'data.capacity_bytes',
    'Storage class': 'data.storage_class',
  },
  describe: claim => ({
    relations: relationsOf(claim),
    data: {
      status: claim.status?.phase,
      volume: claim.spec?.volumeName,
      storage_class: claim.spec?.storageClassName,
      access_modes: claim.spec?.accessModes,
      volume_mode: claim.spec?.volumeMode,
      requested_bytes: quantity(claim.spec?.resources?.requests?.storage),
      capacity_bytes: quantity(claim.status?.capacity?.storage),
    },
  }),
};

function relationsOf({ spec }: Claim): Relation[] {
  const { volumeName, storageClassName } = spec ?? {};
  return [
    ...(volumeName ? [{ relation: 'volume' as const, kind: 'PersistentVolume', name: volumeName }] : []),
    ...(storageClassName
      ? [{ relation: 'storage_class' as const, kind: 'StorageClass', name: storageClassName }]
      : []),
  ];
}
