import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kinds } from './kind/index.ts';
import { Lookups } from './lookups.ts';
import { serviceResource } from './resource.ts';

const cluster = { id: 'c1', name: 'main', version: 'v1.34.4' };
const kind = (name: string) => kinds.find(one => one.name === name)!;
const owned = (kind: string, name: string) => ({
  apiVersion: 'apps/v1',
  kind,
  name,
  uid: 'u',
  controller: true,
});

interface Data {
  relations: { relation: string; resource_id: string }[];
  [key: string]: unknown;
}

function describeObject(name: string, object: object, lookups = new Lookups()) {
  const { resource } = serviceResource(kind(name), cluster, object, lookups);
  const data = resource.data as unknown as Data;
  const ties = Object.groupBy(data.relations, ({ relation }) => relation);
  return { resource, data, ties: (relation: string) => ties[relation]?.map(one => one.resource_id) };
}

const pod = {
  metadata: {
    name: 'web-1-x',
    namespace: 'shop',
    uid: 'u1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { app: 'web' },
    annotations: { note: 'hidden-annotation' },
    managedFields: [{ manager: 'hidden-manager' }],
    ownerReferences: [owned('ReplicaSet', 'web-1')],
  },
  spec: {
    nodeName: 'node1',
    serviceAccountName: 'seller',
    containers: [
      {
        name: 'web',
        image: 'web:1',
        command: ['run', '--password=hidden-argument'],
        args: ['hidden-argument'],
        env: [{ name: 'PASSWORD', value: 'hidden-value' }],
        resources: { requests: { cpu: '250m', memory: '64Mi' } },
      },
    ],
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'scratch', ephemeral: { volumeClaimTemplate: {} } },
      { name: 'key', secret: { secretName: 'hidden-secret' } },
    ],
  },
  status: {
    phase: 'Running',
    podIPs: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }],
    containerStatuses: [
      { name: 'web', ready: true, restartCount: 2, state: { running: {} }, image: 'web:1', imageID: 'sha' },
    ],
  },
};

describe('a pod', () => {
  const lookups = new Lookups();
  lookups.add('ReplicaSet', {
    metadata: { name: 'web-1', namespace: 'shop', ownerReferences: [owned('Deployment', 'web')] },
  });
  const { resource, data, ties } = describeObject('Pod', pod, lookups);

  it('names what it is tied to by their ids', () => {
    assert.deepEqual(resource.reference, { resource_id: 'c1/Pod/shop/web-1-x' });
    assert.deepEqual(ties('node'), ['c1/Node/node1']);
    assert.deepEqual(ties('owner'), ['c1/ReplicaSet/shop/web-1']);
    assert.deepEqual(ties('workload'), ['c1/Deployment/shop/web']);
    assert.deepEqual(ties('namespace'), ['c1/Namespace/shop']);
    assert.deepEqual(ties('service_account'), ['c1/ServiceAccount/shop/seller']);
    assert.deepEqual(ties('claim'), [
      'c1/PersistentVolumeClaim/shop/data',
      'c1/PersistentVolumeClaim/shop/web-1-x-scratch',
    ]);
  });

  it('tells its state', () => {
    assert.deepEqual(resource.ip_addresses, ['10.0.0.1', 'fd00::1']);
    assert.deepEqual(resource.tags, { app: 'web' });
    assert.equal(resource.launched_at, '2026-01-01T00:00:00Z');
    assert.equal(data.status, 'Running');
    assert.equal(data.restarts, 2);
    assert.deepEqual(data.requests, { cpu_cores: 0.25, memory_bytes: 67_108_864 });
    const deleted = { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-01-02T00:00:00Z' } };
    assert.equal(describeObject('Pod', deleted).data.status, 'Terminating');
  });

  it('says what it no longer has, which the inventory would keep else', () => {
    const { spec, ...pending } = pod;
    const { data } = describeObject('Pod', {
      ...pending,
      spec: { ...spec, nodeName: undefined },
      status: {},
    });
    for (const key of ['node', 'started_at', 'deleted_at']) assert.equal(data[key], null, key);
  });

  it('leaves environment, arguments, annotations and managed fields out', () => {
    assert.doesNotMatch(JSON.stringify(resource), /hidden/);
  });
});

describe('other kinds', () => {
  it('tie a service to the pods that it selects', () => {
    const lookups = new Lookups();
    lookups.add('Pod', pod);
    const service = {
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.96.0.5',
        clusterIPs: ['10.96.0.5'],
        selector: { app: 'web' },
      },
    };
    const { resource, data, ties } = describeObject('Service', service, lookups);
    assert.deepEqual(ties('pod'), ['c1/Pod/shop/web-1-x']);
    assert.equal(data.pod_count, 1);
    assert.deepEqual(resource.ip_addresses, ['10.96.0.5']);
  });

  it('tie a claim to its volume and class, and a volume back', () => {
    const claim = {
      metadata: { name: 'data', namespace: 'shop' },
      spec: {
        volumeName: 'pv1',
        storageClassName: 'standard',
        resources: { requests: { storage: '1Gi' } },
      },
      status: { phase: 'Bound', capacity: { storage: '2Gi' } },
    };
    const described = describeObject('PersistentVolumeClaim', claim);
    assert.deepEqual(described.ties('volume'), ['c1/PersistentVolume/pv1']);
    assert.deepEqual(described.ties('storage_class'), ['c1/StorageClass/standard']);
    assert.equal(described.data.requested_bytes, 2 ** 30);
    const volume = {
      metadata: { name: 'pv1' },
      spec: {
        capacity: { storage: '2Gi' },
        claimRef: { namespace: 'shop', name: 'data' },
        hostPath: { path: '/x' },
      },
    };
    const back = describeObject('PersistentVolume', volume);
    assert.deepEqual(back.ties('claim'), ['c1/PersistentVolumeClaim/shop/data']);
    assert.equal(back.data.source, 'hostPath');
  });

  it('tie an ingress to each service behind it once', () => {
    const backend = { service: { name: 'web', port: { number: 80 } } };
    const ingress = {
      metadata: { name: 'shop', namespace: 'shop' },
      spec: {
        defaultBackend: backend,
        rules: [
          {
            host: 'a.example',
            http: {
              paths: [
                { path: '/', backend },
                { path: '/x', backend },
              ],
            },
          },
        ],
      },
    };
    const { data, ties } = describeObject('Ingress', ingress);
    assert.deepEqual(ties('service'), ['c1/Service/shop/web']);
    assert.deepEqual(data.hosts, ['a.example']);
  });

  it('bear an object that has a name and nothing else', () => {
    for (const { name, namespaced } of kinds) {
      const metadata = { name: 'bare', ...(namespaced ? { namespace: 'n' } : {}) };
      const { resource } = describeObject(name, { metadata });
      assert.equal(resource.name, 'bare', name);
    }
  });

  it('tell how a job is', () => {
    const status = (spec: object, status: object) =>
      describeObject('Job', {
        metadata: { name: 'j', namespace: 'n' },
        spec: { template: {}, ...spec },
        status,
      }).data.status;
    assert.equal(status({}, { active: 1 }), 'Running');
    assert.equal(status({}, {}), 'Pending');
    assert.equal(status({ suspend: true }, {}), 'Suspended');
    assert.equal(status({}, { conditions: [{ type: 'Failed', status: 'True' }] }), 'Failed');
    assert.equal(status({}, { conditions: [{ type: 'Complete', status: 'True' }] }), 'Complete');
  });
});
