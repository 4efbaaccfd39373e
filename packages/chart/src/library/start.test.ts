import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podSpec, workloads } from './read.ts';
import { checkCases, checkGolden, checkManyDocuments } from './testing.ts';

const database = {
  migration: { enabled: true },
  databaseSecret: { existingSecret: 'hawser-database', passwordKey: 'word' },
};

test('migrations are a Job, and pods wait for them and for the services that they ask', async () => {
  const values = {
    ...database,
    wait: { services: { identity: 'grpc://identity:50051', secret: null }, timeoutSeconds: 60 },
  };
  await checkGolden('migration', ['Job', 'Deployment'], { migrated: { values } });
});

test('the Job of another spec is another Job, that of the same is the same', async () => {
  const charts = await checkCases({
    one: { values: { ...database, name: 'a' } },
    same: { values: { ...database, name: 'a', replicas: 3, service: { grpc: { type: 'NodePort' } } } },
    moved: { values: { ...database, name: 'a', database: { DATABASES: { default: { host: 'other' } } } } },
    newer: { values: { ...database, name: 'a', image: { name: 'a', version: '2' } } },
  });
  const names = [...charts.values()].map(
    ({ objects }) => objects.find(({ kind }) => kind === 'Job')?.metadata?.name,
  );
  assert.equal(names[0], names[1]);
  assert.equal(new Set(names).size, 3);
});

test('nothing is waited for where there is nothing to wait for, or it is off', async () => {
  const charts = await checkCases({
    nothing: {},
    unwaited: {
      values: { ...database, name: 'quick', wait: { enabled: false, services: { a: 'grpc://a:1' } } },
    },
  });
  for (const { objects } of charts.values())
    assert.equal(podSpec(workloads(objects)[0]!).initContainers, undefined);
});

test('the Job and the wait read what all containers of the service mount, such as their database’s certificate', async () => {
  const charts = await checkCases({
    certified: {
      values: {
        ...database,
        volumes: [
          { name: 'authority', emptyDir: {} },
          { name: 'unused', emptyDir: {} },
        ],
        volumeMounts: { application: [{ name: 'authority', mountPath: '/etc/authority', readOnly: true }] },
        servers: { grpc: { volumes: [{ name: 'own', emptyDir: {} }] } },
      },
    },
  });
  const { objects } = charts.get('certified')!;
  const pods = objects.flatMap(object =>
    object.kind === 'Job' || object.kind === 'Deployment' ? [object] : [],
  );
  assert.equal(pods.length, 2);
  for (const pod of pods) {
    const { containers, initContainers = [], volumes } = podSpec(pod);
    for (const { name, volumeMounts } of [...containers, ...initContainers])
      assert.ok(
        volumeMounts?.some(mount => mount.name === 'authority' && mount.mountPath === '/etc/authority'),
        `${pod.kind} ${name}`,
      );
    const names = volumes!.map(({ name }) => name);
    assert.ok(names.includes('authority'));
    assert.equal(names.includes('unused'), pod.kind === 'Deployment');
  }
});

test('jobs run without any server, with a configuration and migrations of their own', async () => {
  const off = { grpc: false, jobs: { clean: { schedule: '0 3 * * *' } } };
  const charts = await checkCases({
    alone: { values: { ...database, ...off, application_grpc: { LOG: { level: 'debug' } } } },
    never: { values: { ...database, ...off, jobs: { clean: { enabled: false } } } },
    absent: { values: { ...database, ...off, enabled: false } },
  });
  // That what the pods mount is there, checkCases has seen.
  const kinds = (name: string) =>
    charts.get(name)!.objects.flatMap(({ kind = '' }) => (/Job|Deployment/.test(kind) ? [kind] : []));
  assert.deepEqual(kinds('alone').sort(), ['CronJob', 'Job']);
  assert.match(
    charts.get('alone')!.text,
    /name: alone-application-grpc-conf\n.*\ndata:\n {2}application\.yaml: \|-\n {4}LOG:/s,
  );
  assert.deepEqual([kinds('never'), charts.get('absent')!.objects], [[], []]);
});

test('Jobs and CronJobs run in the service’s image with its configuration', async () => {
  await checkGolden('job', ['Job', 'CronJob'], {
    jobs: {
      values: {
        ...database,
        jobs: {
          clean: {
            schedule: '0 3 * * *',
            timeZone: 'Asia/Seoul',
            args: ['call', 'clean'],
            env: [{ name: 'A', value: 'b' }],
            resources: { limits: { memory: '64Mi' } },
            activeDeadlineSeconds: 60,
            podAnnotations: { a: 'b' },
          },
        },
        migration: { enabled: false },
      },
    },
    once: {
      values: {
        jobs: {
          import: {
            command: ['node'],
            args: ['import.js'],
            backoffLimit: 0,
            ttlSecondsAfterFinished: 0,
            restartPolicy: 'OnFailure',
            volumes: [{ name: 'in', emptyDir: {} }],
            volumeMounts: [{ name: 'in', mountPath: '/in' }],
          },
          never: { enabled: false },
        },
      },
    },
  });
});

test('several jobs are several documents, the same by both Helms but for empty lines between them', async () => {
  const objects = await checkManyDocuments({
    several: { values: { jobs: { a: { args: ['a'] }, b: { args: ['b'], schedule: '@daily' } } } },
  });
  assert.deepEqual(
    objects
      .filter(({ kind }) => kind === 'Job' || kind === 'CronJob')
      .map(({ kind }) => kind)
      .sort(),
    ['CronJob', 'Job'],
  );
});
