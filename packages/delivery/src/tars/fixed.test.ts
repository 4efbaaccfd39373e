import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { V1StatefulSet } from '@kubernetes/client-node';
import { remakeOf } from './fixed.ts';

/** A StatefulSet whose pods have claims of these names and sizes. */
const server = (claims: Record<string, string>, podManagementPolicy = 'Parallel', more = {}): V1StatefulSet =>
  ({
    metadata: { name: 'base-helloserver' },
    spec: {
      podManagementPolicy,
      volumeClaimTemplates: Object.entries(claims).map(([name, storage]) => ({
        metadata: { name },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...more },
      })),
    },
  }) as unknown as V1StatefulSet;

describe('a StatefulSet of which Kubernetes doesn’t change a part', () => {
  it('is made anew when claims come or go, or pods are started another way', () => {
    assert.equal(remakeOf(server({}), server({ data: '1G' })), 'replace');
    assert.equal(remakeOf(server({ data: '1G', more: '1G' }), server({ data: '1G' })), 'roll');
    assert.equal(remakeOf(server({}), server({}, 'OrderedReady')), 'roll');
  });

  it('stays when nothing of that is different, whatever the cluster filled in', () => {
    const live = server({ data: '1G' }, 'Parallel', {
      storageClassName: 'standard',
      volumeMode: 'Filesystem',
    });
    assert.equal(remakeOf(live, server({ data: '1G' })), undefined);
  });

  it('is refused when a claim of the same name is another', () => {
    assert.throws(() => remakeOf(server({ data: '1G' }), server({ data: '2G' })), {
      code: 'CLAIM_FIXED',
      message: 'the pods of base-helloserver have claims "data" with storage 1G; it can’t become 2G',
    });
    const fast = server({ data: '1G' }, 'Parallel', { storageClassName: 'fast' });
    assert.throws(
      () => remakeOf(server({ data: '1G' }), fast),
      /with class of the cluster’s choice; it can’t become fast/,
    );
  });
});
