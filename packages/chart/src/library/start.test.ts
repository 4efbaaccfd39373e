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
