import assert from 'node:assert/strict';
import { test } from 'node:test';
import { podSpec, workloads } from './read.ts';
import { type CheckedCase, checkCases, checkGolden } from './testing.ts';

const environment = (checked: CheckedCase | undefined) =>
  (podSpec(workloads(checked!.objects)[0]!).containers[0]!.env ?? []).map(({ name }) => name);

test('secrets are taken from Secrets: as environment, or as files of one key each', async () => {
  await checkGolden('secrets', ['Deployment'], {
    referred: {
      values: {
        databaseSecret: { existingSecret: 'db', passwordKey: 'word', userKey: 'user' },
        systemSecret: { existingSecret: 'system' },
        secretFiles: {
          encryption: { existingSecret: 'keys', key: 'encryption.key', env: 'HAWSER_ENCRYPTION__KEY_FILE' },
          none: null,
        },
        env: [
          { name: 'HAWSER_QUEUES__Q__PASSWORD', valueFrom: { secretKeyRef: { name: 'redis', key: 'word' } } },
        ],
      },
    },
  });
});

test('the release’s Secrets are used by the services that need them, unless the configuration has the secret itself', async () => {
  const global = { databaseSecret: { existingSecret: 'db' }, systemSecret: { existingSecret: 'system' } };
  const charts = await checkCases({
    none: { values: { global } },
    both: { values: { global, migration: { enabled: true } } },
    inline: {
      values: {
        migration: { enabled: true },
        global: { ...global, shared_conf: { TOKEN: 'x', DATABASES: { default: { password: 'y' } } } },
      },
    },
    url: {
      values: {
        migration: { enabled: true },
        global,
        application_grpc: { DATABASES: { default: { url: 'postgres://h/d' } } },
      },
    },
  });
  const token = ['HAWSER_TOKEN_INFO__PROTOCOL', 'HAWSER_TOKEN_INFO__URI'];
  assert.deepEqual(environment(charts.get('none')), token);
  assert.deepEqual(environment(charts.get('both')), ['HAWSER_DATABASES__DEFAULT__PASSWORD', ...token]);
  assert.deepEqual(environment(charts.get('inline')), []);
  assert.deepEqual(environment(charts.get('url')), token);
});

test('External Secrets fetches Secrets that the values name', async () => {
  await checkGolden('externalsecret', ['ExternalSecret'], {
    fetched: {
      values: {
        externalSecrets: {
          enabled: true,
          secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
          refreshInterval: '10m',
          secrets: {
            db: {
              data: [{ secretKey: 'password', remoteRef: { key: 'platform/db', property: 'password' } }],
            },
            gone: null,
          },
        },
      },
    },
  });
});

test('OpenTelemetry’s settings are its SDKs’ environment', async () => {
  const charts = await checkCases({
    own: {
      values: {
        openTelemetry: {
          endpoint: 'http://c:4318',
          protocol: 'http/protobuf',
          sampler: 'parentbased_traceidratio',
          samplerArg: 0.1,
        },
        global: {
          openTelemetry: { endpoint: 'http://other:4317', headersSecret: { existingSecret: 'otel' } },
        },
      },
    },
    all: { values: { global: { openTelemetry: { endpoint: 'http://c:4317' } } } },
  });
  const container = podSpec(workloads(charts.get('own')!.objects)[0]!).containers[0]!;
  const env = Object.fromEntries(
    (container.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]),
  );
  assert.deepEqual(env, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_SERVICE_NAME: 'own',
    HAWSER_POD_NAME: { fieldRef: { fieldPath: 'metadata.name' } },
    OTEL_RESOURCE_ATTRIBUTES: 'k8s.namespace.name=platform,k8s.pod.name=$(HAWSER_POD_NAME)',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.1',
    OTEL_EXPORTER_OTLP_HEADERS: { secretKeyRef: { name: 'otel', key: 'headers' } },
  });
  assert.equal(environment(charts.get('all')).length, 5);
});

test('pods get no token of the API unless the account has rights', async () => {
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
  const charts = await checkGolden(
    'rbac',
    ['ServiceAccount', 'Role', 'RoleBinding'],
    {
      usual: {},
      rights: {
        values: {
          rbac: { rules, namespace: 'plugins' },
          serviceAccount: { name: 'reader', annotations: { 'example.com/role': 'a' } },
        },
      },
    },
    { external: ['ServiceAccount/*'] },
  );
  const mounted = [...charts.values()].map(
    ({ objects }) => podSpec(workloads(objects)[0]!)['automountServiceAccountToken'],
  );
  assert.deepEqual(mounted, [false, true]);
});
