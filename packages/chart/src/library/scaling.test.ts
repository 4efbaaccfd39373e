import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectOf, workloads } from './read.ts';
import { checkCases, checkGolden } from './testing.ts';

test('an autoscaler decides how many replicas there are', async () => {
  const charts = await checkGolden('autoscaler', ['HorizontalPodAutoscaler'], {
    usual: { values: { servers: { grpc: { autoscaling: { enabled: true } } } } },
    said: {
      values: {
        rest: true,
        servers: {
          rest: {
            kind: 'StatefulSet',
            autoscaling: {
              enabled: true,
              minReplicas: 2,
              maxReplicas: 9,
              cpu: 50,
              memory: 70,
              metrics: [
                {
                  type: 'Pods',
                  pods: { metric: { name: 'calls' }, target: { type: 'AverageValue', averageValue: '100' } },
                },
              ],
              behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
            },
          },
        },
      },
    },
  });
  assert.equal(workloads(charts.get('usual')!.objects)[0]!.spec['replicas'], undefined);
});

test('KEDA scales workers by the depth of their queues', async () => {
  const keda = (more: Record<string, unknown>) => ({
    servers: { worker: { autoscaling: { keda: { enabled: true, ...more } } } },
  });
  const charts = await checkGolden('keda', ['ScaledObject', 'TriggerAuthentication'], {
    postgres: {
      values: {
        worker: true,
        migration: { enabled: true },
        databaseSecret: { existingSecret: 'db', passwordKey: 'word' },
        global: { shared: { DATABASES: { default: { host: 'postgresql' } } } },
        ...keda({ queues: [{ channel: "collector's" }] }),
      },
    },
    redis: {
      values: {
        worker: true,
        application_worker: { QUEUES: { collector_q: { channel: 'collector', host: 'redis' } } },
        ...keda({
          minReplicas: 1,
          maxReplicas: 20,
          pollingInterval: 5,
          cooldownPeriod: 0,
          queues: [
            {
              channel: 'collector',
              backend: 'redis',
              jobsPerReplica: 50,
              existingSecret: 'redis',
              db: 3,
              ssl: true,
            },
          ],
          triggers: [
            {
              type: 'cron',
              metadata: { timezone: 'UTC', start: '0 8 * * *', end: '0 9 * * *', desiredReplicas: '3' },
            },
          ],
        }),
      },
    },
  });
  assert.equal(
    objectOf(charts.get('redis')!.objects, 'Deployment', 'redis-worker').spec['replicas'],
    undefined,
  );
});

test('a server with replicas to spare may lose one at a time', async () => {
  const budget = (disruptionBudget: Record<string, unknown>) => ({
    replicas: 3,
    servers: { grpc: { disruptionBudget } },
  });
  const charts = await checkGolden('disruptionbudget', ['PodDisruptionBudget'], {
    spare: { values: { replicas: 2 } },
    scaled: { values: { servers: { grpc: { autoscaling: { enabled: true, minReplicas: 2 } } } } },
    least: { values: budget({ minAvailable: '50%' }) },
    none: { values: budget({ maxUnavailable: 0 }) },
  });
  assert.equal(charts.size, 4);
  const without = await checkCases({ single: {}, refused: { values: budget({ enabled: false }) } });
  for (const { objects } of without.values())
    assert.equal(
      objects.some(({ kind }) => kind === 'PodDisruptionBudget'),
      false,
    );
});

test('data is kept in a claim', async () => {
  await checkGolden('claim', ['PersistentVolumeClaim', 'Deployment'], {
    kept: {
      values: {
        servers: {
          grpc: {
            persistence: {
              enabled: true,
              size: '5Gi',
              accessModes: ['ReadWriteMany'],
              mountPath: '/kept',
              annotations: { a: 'b' },
            },
          },
        },
      },
    },
    there: { values: { servers: { grpc: { persistence: { enabled: true, existingClaim: 'mine' } } } } },
  });
});
