import assert from 'node:assert/strict';
import { type Container, objectOf, podSpec, podTemplate, workloads } from '../library/read.ts';
import type { KubernetesObject } from '../validate/index.ts';

/** What a key of the documented values does. */
export interface SeedKey {
  key: string;
  /** A value that differs from the documented one. */
  values: Readonly<Record<string, unknown>>;
  /** Holds with that value, and not without it. */
  holds(objects: readonly KubernetesObject[]): void;
}

const all = { grpc: true, rest: true, scheduler: true, worker: true };
const servers = ['grpc', 'rest', 'scheduler', 'worker'] as const;
/** The Deployment of a server, by the ancestors' names. */
const nameOf = (server: string) => (server === 'grpc' ? 'identity' : `identity-${server}`);
const deployed = (objects: readonly KubernetesObject[]) =>
  workloads(objects).map(({ metadata }) => metadata?.name);
const podOf = (objects: readonly KubernetesObject[], server: string) =>
  podSpec(objectOf(objects, 'Deployment', nameOf(server)));
const containers = (objects: readonly KubernetesObject[]): Container[] =>
  workloads(objects).flatMap(object => podSpec(object).containers);
const dataOf = (objects: readonly KubernetesObject[], name: string) =>
  (objectOf(objects, 'ConfigMap', name) as unknown as { data: Record<string, string> }).data;

const server = (key: (typeof servers)[number]): SeedKey => ({
  key,
  values: { grpc: false, [key]: true },
  holds: objects => assert.deepEqual(deployed(objects), [nameOf(key)]),
});

const application = (name: (typeof servers)[number]): SeedKey => ({
  key: `application_${name}`,
  values: { ...all, [`application_${name}`]: { LOG: { level: 'debug' } } },
  holds(objects) {
    for (const one of servers)
      assert.deepEqual(dataOf(objects, `identity-application-${one}-conf`), {
        'application.yaml': one === name ? 'LOG:\n  level: debug' : '{}',
      });
    const path = '/opt/spaceone/identity/config/application.yaml';
    const mount = podOf(objects, name).containers[0]!.volumeMounts?.find(
      ({ mountPath }) => mountPath === path,
    );
    const volume = podOf(objects, name).volumes.find(one => one.name === mount?.name);
    assert.deepEqual(volume?.['configMap'], { name: `identity-application-${name}-conf` });
    // A change of it rolls these pods, and no others.
    const sums = servers.map(
      one =>
        podTemplate(objectOf(objects, 'Deployment', nameOf(one))).metadata.annotations![
          'checksum/application'
        ],
    );
    assert.equal(sums.filter(sum => sum === sums[servers.indexOf(name)]).length, 1);
  },
});

const volumeMounts = (name: (typeof servers)[number]): SeedKey => ({
  key: `volumeMounts.application_${name}`,
  values: {
    ...all,
    volumeMounts: { [`application_${name}`]: [{ name: 'log-volume', mountPath: '/logs' }] },
  },
  holds(objects) {
    const mounted = servers.filter(one =>
      podOf(objects, one).containers[0]!.volumeMounts?.some(({ mountPath }) => mountPath === '/logs'),
    );
    assert.deepEqual(mounted, [name]);
  },
});

const service = (name: 'grpc' | 'rest'): SeedKey[] => {
  const object = (objects: readonly KubernetesObject[]) =>
    objectOf(objects, 'Service', name === 'grpc' ? 'identity' : 'identity-rest');
  const given = (own: object) => ({ rest: true, service: { [name]: own } });
  const port = { name: 'other', port: 6000, targetPort: 6001, protocol: 'TCP' };
  return [
    {
      key: `service.${name}.type`,
      values: given({ type: 'LoadBalancer' }),
      holds: objects => assert.equal(object(objects).spec['type'], 'LoadBalancer'),
    },
    {
      key: `service.${name}.annotations`,
      values: given({ annotations: { 'example.com/a': 'b' } }),
      // The documented `nil: nil` is still among the values, and in no object.
      holds: objects => assert.deepEqual(object(objects).metadata?.annotations, { 'example.com/a': 'b' }),
    },
    {
      key: `service.${name}.ports`,
      values: given({ ports: [port] }),
      holds(objects) {
        assert.deepEqual(object(objects).spec['ports'], [port]);
        const [container] = podOf(objects, name).containers;
        assert.ok(container!.ports?.some(({ containerPort }) => containerPort === 6001));
      },
    },
  ];
};

const shared = (key: 'shared' | 'shared_conf'): SeedKey => ({
  key: `global.${key}`,
  values: { ...all, global: { [key]: { LOG: { level: 'debug' } } } },
  holds(objects) {
    assert.deepEqual(dataOf(objects, 'shared-conf'), { 'shared.yaml': 'LOG:\n  level: debug' });
    for (const container of containers(objects))
      assert.ok(
        container.volumeMounts?.some(
          ({ name, mountPath }) =>
            name === 'shared-conf' && mountPath === '/opt/spaceone/identity/config/shared.yaml',
        ),
      );
  },
});

const sidecar = (key: string, values: Readonly<Record<string, unknown>>): SeedKey => ({
  key,
  values: { ...all, ...values },
  holds(objects) {
    for (const one of servers)
      assert.deepEqual(
        podOf(objects, one).containers.map(({ name }) => name),
        [nameOf(one), 'beside'],
      );
  },
});

const beside = [{ name: 'beside', image: 'busybox:1.36' }];

/** Every key of the documented values, in their order. */
export const seedKeys: readonly SeedKey[] = [
  { key: 'enabled', values: { enabled: false }, holds: objects => assert.deepEqual(objects, []) },
  {
    key: 'developer',
    values: { developer: true },
    holds: objects => assert.deepEqual(containers(objects)[0]!.command, ['sleep', 'infinity']),
  },
  { key: 'grpc', values: { grpc: false }, holds: objects => assert.deepEqual(deployed(objects), []) },
  ...servers.slice(1).map(server),
  {
    key: 'name',
    values: { name: 'directory' },
    holds(objects) {
      assert.deepEqual(deployed(objects), ['directory']);
      assert.ok(
        containers(objects)[0]!.volumeMounts?.some(
          ({ mountPath }) => mountPath === '/opt/spaceone/directory/config/config.yaml',
        ),
      );
    },
  },
  {
    key: 'image.name',
    values: { image: { name: 'example.com/identity' } },
    holds: objects => assert.equal(containers(objects)[0]!.image, 'example.com/identity:latest'),
  },
  {
    key: 'image.version',
    values: { image: { version: '1.12.4' } },
    holds: objects => assert.equal(containers(objects)[0]!.image, 'spaceone/identity:1.12.4'),
  },
  {
    key: 'imagePullPolicy',
    values: { imagePullPolicy: 'Always' },
    holds: objects =>
      assert.equal((containers(objects)[0] as { imagePullPolicy?: string }).imagePullPolicy, 'Always'),
  },
  {
    key: 'database',
    values: { database: { DATABASES: { default: { database: 'other' } } } },
    holds: objects =>
      assert.deepEqual(dataOf(objects, 'identity-database-conf'), {
        'database.yaml': 'DATABASES:\n  default:\n    database: other',
      }),
  },
  ...servers.map(application),
  sidecar('sidecar', { sidecar: beside }),
  {
    key: 'volumes',
    values: { volumes: [{ name: 'timezone', hostPath: { path: '/usr/share/zoneinfo/Europe/Berlin' } }] },
    holds(objects) {
      const { volumes, containers: own } = podOf(objects, 'grpc');
      assert.ok(!volumes.some(({ name }) => name === 'log-volume'));
      assert.deepEqual(volumes.at(-1), {
        name: 'timezone',
        hostPath: { path: '/usr/share/zoneinfo/Europe/Berlin' },
      });
      assert.equal(
        own[0]!.volumeMounts?.find(({ name }) => name === 'timezone')?.mountPath,
        '/etc/localtime',
      );
    },
  },
  shared('shared'),
  shared('shared_conf'),
  sidecar('global.sidecar', { global: { sidecar: beside } }),
  ...service('grpc'),
  ...service('rest'),
  ...servers.map(volumeMounts),
  {
    key: 'pod.spec',
    values: { ...all, pod: { spec: { nodeSelector: { application: 'my-node-group' } } } },
    holds(objects) {
      for (const one of servers)
        assert.deepEqual(podOf(objects, one)['nodeSelector'], { application: 'my-node-group' });
    },
  },
];
