import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject } from '../validate/index.ts';
import { podSpec } from './read.ts';
import { checkCases } from './testing.ts';

/** The variables of each container that is the service's own, by kind and component of the object and the container's name. */
function variables(objects: readonly KubernetesObject[]): Record<string, string[]> {
  const pods = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'Job');
  const all = pods.flatMap(object => {
    const { containers, initContainers = [] } = podSpec(object);
    const component = object.metadata?.labels?.['app.kubernetes.io/component'];
    return [...containers, ...initContainers].map(({ name, env = [] }) => [
      `${component} ${name}`,
      env.map(variable => `${variable.name}=${variable.value ?? 'from elsewhere'}`),
    ]);
  });
  return Object.fromEntries(all);
}

const variable = (name: string, value: string) => ({ name, value });

test('of a variable that the chart, the service and the container have, the last one’s is there, and once', async () => {
  const charts = await checkCases({
    clash: {
      values: {
        migration: { enabled: true },
        databaseSecret: { existingSecret: 'database' },
        secretFiles: { key: { existingSecret: 'keys', key: 'a', env: 'HAWSER_KEY_FILE' } },
        drainSeconds: 40,
        env: [
          variable('HAWSER_DATABASES__DEFAULT__PASSWORD', 'mine'),
          variable('LEVEL', 'info'),
          variable('A', '1'),
        ],
        worker: true,
        service: { grpc: { ports: [{ name: 'grpc', port: 9000 }] } },
        servers: {
          grpc: { env: [variable('HAWSER_SERVERS__GRPC__PORT', '9001'), variable('HAWSER_KEY_FILE', '/k')] },
          worker: { env: [variable('LEVEL', 'debug'), variable('B', '1'), variable('B', '2')] },
        },
        jobs: { clean: { env: [variable('LEVEL', 'warn'), variable('HAWSER_SERVERS__DRAIN_SECONDS', '1')] } },
      },
    },
  });
  const own = ['HAWSER_DATABASES__DEFAULT__PASSWORD=mine', 'LEVEL=info', 'A=1'];
  const file = 'HAWSER_KEY_FILE=/run/secrets/hawser/key/a';
  const drain = 'HAWSER_SERVERS__DRAIN_SECONDS=40';
  const waits = [file, drain, ...own];
  assert.deepEqual(variables(charts.get('clash')!.objects), {
    'grpc clash': [drain, ...own, 'HAWSER_SERVERS__GRPC__PORT=9001', 'HAWSER_KEY_FILE=/k'],
    'grpc wait': waits,
    'worker clash-worker': [file, drain, own[0], 'A=1', 'LEVEL=debug', 'B=2'],
    'worker wait': waits,
    'clean clean': [file, own[0], 'A=1', 'LEVEL=warn', 'HAWSER_SERVERS__DRAIN_SECONDS=1'],
    'clean wait': waits,
    'migrate migrate': waits,
  });
});

test('charts of other kinds have each variable once, too', async () => {
  const charts = await checkCases({
    plugin: { kind: 'plugin', values: { env: [variable('SPACEONE_PORT', '1')] } },
    page: {
      kind: 'static',
      values: { env: [variable('A', '1')], servers: { rest: { env: [variable('A', '2')] } } },
    },
    start: {
      kind: 'initializer',
      values: { systemSecret: { existingSecret: 'system' }, env: [variable('HAWSER_TOKEN_INFO__URI', '/t')] },
    },
  });
  const all = [...charts.values()].flatMap(({ objects }) => Object.entries(variables(objects)));
  assert.deepEqual(all, [
    ['grpc plugin', ['SPACEONE_PORT=1']],
    ['rest page', ['A=2']],
    ['initialize initialize', ['HAWSER_TOKEN_INFO__PROTOCOL=file', 'HAWSER_TOKEN_INFO__URI=/t']],
  ]);
});
