import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubernetesObject, Problem } from '../problem.ts';
import { exampleExternal, exampleRelease } from '../testing.ts';
import { checkReferences } from './references.ts';

type Example = ReturnType<typeof exampleRelease>;

// biome-ignore lint/suspicious/noExplicitAny: tests break any field of the example
type Loose = any;

/** The problems of the example release after a change, as lines `object path: message`. */
function broken(
  change: (release: Record<keyof Example, Loose>) => void,
  external = exampleExternal,
): string[] {
  const release = exampleRelease();
  change(release);
  return lines(checkReferences(Object.values(release) as KubernetesObject[], { external }));
}

const lines = (problems: Problem[]) =>
  problems.map(({ object, path, message }) => `${object} ${path}: ${message}`);

const pod = (release: Record<keyof Example, Loose>): Loose => release.deployment.spec.template.spec;

test('the example release has no problem', () => {
  assert.deepEqual(
    broken(() => {}),
    [],
  );
});

const cases: [name: string, change: (release: Record<keyof Example, Loose>) => void, expected: RegExp[]][] = [
  [
    'a selector that does not match the pod template',
    r => {
      r.deployment.spec.selector.matchLabels = { app: 'other' };
    },
    [/^Deployment\/api spec\.selector: app=other doesn't match spec\.template\.metadata\.labels/],
  ],
  [
    'a selector by expressions that does not match',
    r => {
      r.deployment.spec.selector = { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] };
    },
    [/spec\.selector: app NotIn \(api\) doesn't match/],
  ],
  [
    'two owners that select one pod',
    r => {
      r.migration = structuredClone(r.deployment);
      r.migration.metadata.name = 'second';
    },
    [/^Deployment\/api spec\.selector: matches the pods of Deployment "second", too/],
  ],
  [
    'a Service that selects nothing',
    r => {
      r.service.spec.selector = { app: 'apy' };
    },
    [/^Service\/api spec\.selector: app=apy matches no rendered pod/],
  ],
  [
    'a Service whose target port no container has',
    r => {
      r.service.spec.ports[0].targetPort = 'http';
    },
    [/^Service\/api spec\.ports\[0\]\.targetPort: no container of Deployment "api" has a port named "http"/],
  ],
  [
    'an Ingress to a Service that is not there',
    r => {
      r.ingress.spec.rules[0].http.paths[0].backend.service.name = 'apis';
    },
    [
      /^Ingress\/api spec\.rules\[0\]\.http\.paths\[0\]\.backend\.service\.name: Service "apis" .*did you mean "api"/,
    ],
  ],
  [
    'an Ingress to a port that the Service lacks',
    r => {
      r.ingress.spec.rules[0].http.paths[0].backend.service.port = { number: 80 };
    },
    [/backend\.service\.port: Service "api" has no port 80/],
  ],
  [
    'an Ingress whose TLS Secret is not there',
    r => {
      r.ingress.spec.tls[0].secretName = 'nope';
    },
    [/spec\.tls\[0\]\.secretName: Secret "nope" is neither rendered nor declared/],
  ],
  [
    'a route to a Service that is not there',
    r => {
      r.route.spec.rules[0].backendRefs[0].name = 'nope';
    },
    [/^HTTPRoute\/api spec\.rules\[0\]\.backendRefs\[0\]\.name: Service "nope"/],
  ],
  [
    'a route to a port that the Service lacks',
    r => {
      r.route.spec.rules[0].backendRefs[0].port = 1;
    },
    [/backendRefs\[0\]\.port: Service "api" has no port 1/],
  ],
  [
    'a route without a port',
    r => {
      delete r.route.spec.rules[0].backendRefs[0].port;
    },
    [/backendRefs\[0\]\.port: is missing/],
  ],
  [
    'an autoscaler of what is not there',
    r => {
      r.autoscaler.spec.scaleTargetRef.name = 'nope';
    },
    [/^HorizontalPodAutoscaler\/api spec\.scaleTargetRef\.name: Deployment "nope"/],
  ],
  [
    'replicas under an autoscaler',
    r => {
      r.deployment.spec.replicas = 2;
    },
    [/^Deployment\/api spec\.replicas: must be left out/],
  ],
  [
    'two autoscalers of one Deployment',
    r => {
      r.migration = {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: 'api' },
        spec: {
          scaleTargetRef: { name: 'api' },
          triggers: [{ type: 'redis', authenticationRef: { name: 'nope' } }],
        },
      };
    },
    [
      /^ScaledObject\/api spec\.scaleTargetRef: Deployment\/api is scaled by HorizontalPodAutoscaler\/api, too/,
      /^ScaledObject\/api spec\.triggers\[0\]\.authenticationRef\.name: TriggerAuthentication "nope"/,
    ],
  ],
  [
    'an autoscaler whose least is above its most',
    r => {
      r.autoscaler.spec.minReplicas = 4;
    },
    [/spec\.minReplicas: 4 is above maxReplicas, which is 3/],
  ],
  [
    'a TriggerAuthentication of a key that the Secret lacks',
    r => {
      r.migration = {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'TriggerAuthentication',
        metadata: { name: 'queue' },
        spec: { secretTargetRef: [{ parameter: 'password', name: 'api-db', key: 'user' }] },
      };
    },
    [/spec\.secretTargetRef\[0\]\.key: Secret "api-db" has no key "user"/],
  ],
  [
    'a disruption budget of no pod',
    r => {
      r.budget.spec.selector = { matchLabels: { app: 'x' } };
    },
    [/^PodDisruptionBudget\/api spec\.selector: app=x matches no rendered pod/],
  ],
  [
    'a monitor of no Service',
    r => {
      r.monitor.spec.selector = { matchLabels: { app: 'x' } };
    },
    [/^ServiceMonitor\/api spec\.selector: app=x matches no rendered Service/],
  ],
  [
    'a monitor of a port that the Service lacks',
    r => {
      r.monitor.spec.endpoints[0].port = 'metrics';
    },
    [/spec\.endpoints\[0\]\.port: no Service that it selects has a port named "metrics"/],
  ],
  [
    'a mount of a volume that is not there',
    r => {
      pod(r).containers[0].volumeMounts[0].name = 'config';
    },
    [
      /containers\[0\]\.volumeMounts\[0\]\.name: no volume of spec\.template\.spec\.volumes has the name "config"/,
    ],
  ],
  [
    'two mounts at one path',
    r => {
      pod(r).containers[0].volumeMounts[1].mountPath = '/etc/conf/';
    },
    [
      /volumeMounts\[1\]\.mountPath: \/etc\/conf\/ is the path of spec\.template\.spec\.containers\[0\]\.volumeMounts\[0\], too/,
    ],
  ],
  [
    'a ConfigMap that is not there',
    r => {
      pod(r).volumes[0].configMap.name = 'api-config';
    },
    [/volumes\[0\]\.configMap\.name: ConfigMap "api-config" is neither.*did you mean "api-conf"/],
  ],
  [
    'a key that the ConfigMap lacks',
    r => {
      pod(r).volumes[0].configMap.items[0].key = 'nope';
    },
    [/volumes\[0\]\.configMap\.items\[0\]\.key: ConfigMap "api-conf" has no key "nope"/],
  ],
  [
    'a Secret that is not there, by a variable',
    r => {
      pod(r).containers[0].env[0].valueFrom.secretKeyRef.name = 'nope';
    },
    [/env\[0\]\.valueFrom\.secretKeyRef\.name: Secret "nope"/],
  ],
  [
    'a Secret of a projected volume that is not there',
    r => {
      pod(r).volumes[0] = { name: 'conf', projected: { sources: [{ secret: { name: 'nope' } }] } };
    },
    [/volumes\[0\]\.projected\.sources\[0\]\.secret\.name: Secret "nope"/],
  ],
  [
    'variables from a ConfigMap that is not there',
    r => {
      pod(r).containers[0].envFrom = [
        { configMapRef: { name: 'nope' } },
        { secretRef: { name: 'no', optional: true } },
      ];
    },
    [/envFrom\[0\]\.configMapRef\.name: ConfigMap "nope"/],
  ],
  [
    'a variable that is there twice',
    r => {
      pod(r).containers[0].env[1].name = 'PASSWORD';
    },
    [/env\[1\]\.name: "PASSWORD" is set by env\[0\], too/],
  ],
  [
    'a claim that is not there',
    r => {
      pod(r).volumes[1] = { name: 'tmp', persistentVolumeClaim: { claimName: 'data' } };
    },
    [/volumes\[1\]\.persistentVolumeClaim\.claimName: PersistentVolumeClaim "data"/],
  ],
  [
    'a probe of a port that the container lacks',
    r => {
      pod(r).containers[0].livenessProbe.tcpSocket.port = 'http';
    },
    [/containers\[0\]\.livenessProbe\.tcpSocket\.port: the container has no port named "http"/],
  ],
  [
    'ports with one name or number, or a bad one',
    r => {
      pod(r).containers[0].ports.push(
        { name: 'grpc', containerPort: 50051 },
        { name: 'a-name-that-is-too-long', containerPort: 70000 },
      );
    },
    [
      /ports\[1\]\.name: "grpc" is another port's name, too/,
      /ports\[1\]\.containerPort: 50051\/TCP is there twice/,
      /ports\[2\]\.name: "a-name-that-is-too-long" is not a port's name/,
      /ports\[2\]\.containerPort: 70000 is not a port/,
    ],
  ],
  [
    'a name that is too long',
    r => {
      r.migration.metadata.name = `api-${'m'.repeat(60)}`;
    },
    [/^Job\/api-m+ metadata\.name: has 64 characters; a Job may have 63/],
  ],
  [
    'a name that is no DNS name',
    r => {
      r.config.metadata.name = 'Api_conf';
      delete pod(r).volumes[0].configMap;
      pod(r).containers[0].env = [];
    },
    [/^ConfigMap\/Api_conf metadata\.name: "Api_conf" is not a DNS name/],
  ],
  [
    'a label that is none',
    r => {
      r.config.metadata.labels = { 'app.kubernetes.io/version': 'v1+build', 'a b': 'c' };
    },
    [
      /metadata\.labels\["a b"\]: the key is not/,
      /metadata\.labels\["app\.kubernetes\.io\/version"\]: "v1\+build" is not a label/,
    ],
  ],
  [
    'containers of one name',
    r => {
      pod(r).initContainers[0].name = 'api';
    },
    [/containers\[0\]\.name: "api" is the name of spec\.template\.spec\.initContainers\[0\], too/],
  ],
  [
    'an object that is there twice',
    r => {
      r.migration = structuredClone(r.config);
    },
    [/^ConfigMap\/api-conf metadata\.name: is rendered twice/],
  ],
  [
    'a service account that is not there',
    r => {
      pod(r).serviceAccountName = 'apis';
    },
    [/spec\.serviceAccountName: ServiceAccount "apis" .*did you mean "api"/],
  ],
  [
    'a binding of a role and an account that are not there',
    r => {
      r.binding.roleRef.name = 'x';
      r.binding.subjects[0].name = 'y';
    },
    [
      /^RoleBinding\/api roleRef\.name: Role "x"/,
      /^RoleBinding\/api subjects\[0\]\.name: ServiceAccount "y"/,
    ],
  ],
  [
    'a Job whose pods restart always',
    r => {
      delete r.migration.spec.template.spec.restartPolicy;
    },
    [/^Job\/api-migrate-1a2b3c spec\.template\.spec\.restartPolicy: must be Never or OnFailure/],
  ],
];

for (const [name, change, expected] of cases) {
  test(`finds ${name}, and nothing else`, () => {
    const found = broken(change);
    assert.equal(found.length, expected.length, found.join('\n'));
    for (const [index, pattern] of expected.entries()) assert.match(found[index]!, pattern);
  });
}

test('what is declared as external need not be rendered', () => {
  const change = (r: Record<keyof Example, Loose>) => {
    pod(r).serviceAccountName = 'of-the-operator';
    r.service.spec.selector = { app: 'elsewhere' };
  };
  const external = [...exampleExternal, 'ServiceAccount/default/of-*', 'Endpoints/api'];
  assert.deepEqual(broken(change, external), []);
});

test('an ExternalSecret is the Secret that it makes', () => {
  const found = broken(r => {
    const { name } = r.secret.metadata;
    r.secret = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'x' },
      spec: { target: { name } },
    };
  });
  assert.deepEqual(found, []);
});

test('wrong types are the schema check’s: nothing throws', () => {
  const odd = [null, 1, 'text', [], {}, [null], [1], { a: null }];
  for (const spec of odd) {
    for (const kind of [
      'Deployment',
      'CronJob',
      'Service',
      'Ingress',
      'ScaledObject',
      'HTTPRoute',
      'ConfigMap',
    ]) {
      const object = { apiVersion: 'apps/v1', kind, metadata: { name: 'a' }, spec } as KubernetesObject;
      assert.ok(Array.isArray(checkReferences([object])));
    }
  }
});
