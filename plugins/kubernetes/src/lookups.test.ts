import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Lookups } from './lookups.ts';

const pod = (namespace: string, name: string, labels: Record<string, string>) => ({
  metadata: { namespace, name, labels },
});

describe('what is remembered of earlier objects', () => {
  it('finds the pods that a selector means, in its namespace alone', () => {
    const lookups = new Lookups();
    lookups.add('Pod', pod('a', 'one', { app: 'web', tier: 'front' }));
    lookups.add('Pod', pod('a', 'two', { tier: 'front', app: 'web' }));
    lookups.add('Pod', pod('a', 'three', { app: 'db' }));
    lookups.add('Pod', pod('b', 'four', { app: 'web', tier: 'front' }));
    const names = (selector: Record<string, string>) => lookups.select('a', selector).map(({ name }) => name);
    assert.deepEqual(names({ app: 'web' }), ['one', 'two']);
    assert.deepEqual(names({ app: 'db' }), ['three']);
    assert.deepEqual(names({ app: 'web', tier: 'back' }), []);
    assert.deepEqual(names({}), [], 'a Service without a selector has no pods of its own');
    assert.deepEqual(lookups.select('c', { app: 'web' }), []);
  });

  it('finds what stands behind an owner', () => {
    const lookups = new Lookups();
    const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '1', controller: true };
    lookups.add('ReplicaSet', { metadata: { namespace: 'a', name: 'web-1', ownerReferences: [owner] } });
    lookups.add('ReplicaSet', { metadata: { namespace: 'a', name: 'lone' } });
    const root = (namespace: string, name: string) => lookups.root({ kind: 'ReplicaSet', name }, namespace);
    assert.deepEqual(root('a', 'web-1'), { kind: 'Deployment', name: 'web' });
    assert.deepEqual(root('a', 'lone'), { kind: 'ReplicaSet', name: 'lone' });
    assert.deepEqual(root('b', 'web-1'), { kind: 'ReplicaSet', name: 'web-1' });
  });
});
