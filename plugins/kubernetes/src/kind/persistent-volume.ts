import type { V1PersistentVolume } from '@kubernetes/client-node';
import { quantity } from '../quantity.ts';
import type { Relation } from '../relation.ts';
import type { Kind, Wire } from './kind.ts';

type Volume = Wire<V1PersistentVolume>;

/** What of a volume's specification isn't its source: the one key that is left names it, e.g. `nfs` or `csi`. */
const common = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

export const persistentVolume: Kind<Volume> = {
  name: 'PersistentVolume',
  group: 'Storage',
  isPrimary: false,
  api: '/api/v1',
  plural: 'persistentvolumes',
  namespaced: false,
  columns: {
    Status: 'data.status',
    Capacity: 'data.capacity_bytes',
    'Storage class': 'data.storage_class',
    Source: 'data.source',
  },
  describe: volume => ({
    relations: relationsOf(volume),
    data: {
      status: volume.status?.phase,
      storage_class: volume.spec?.storageClassName,
      capacity_bytes: quantity(volume.spec?.capacity?.storage),
      access_modes: volume.spec?.accessModes,
      volume_mode: volume.spec?.volumeMode,
      reclaim_policy: volume.spec?.persistentVolumeReclaimPolicy,
      source: Object.keys(volume.spec ?? {}).find(key => !common.has(key)),
      driver: volume.spec?.csi?.driver,
    },
  }),
};

function relationsOf({ spec }: Volume): Relation[] {
  const { claimRef, storageClassName } = spec ?? {};
  const { namespace, name } = claimRef ?? {};
  return [
    ...(name ? [{ relation: 'claim' as const, kind: 'PersistentVolumeClaim', namespace, name }] : []),
    ...(storageClassName
      ? [{ relation: 'storage_class' as const, kind: 'StorageClass', name: storageClassName }]
      : []),
  ];
}
