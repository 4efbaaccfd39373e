import { testCases } from './testing.ts';

testCases([
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
]);
