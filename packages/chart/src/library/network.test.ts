import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectOf } from './read.ts';
import { checkCases, checkGolden } from './testing.ts';

test('Services are as the values say; beside the gRPC one is a headless one', async () => {
  await checkGolden('service', ['Service'], {
    usual: { values: { rest: true } },
    said: {
      values: {
        rest: true,
        service: {
          grpc: {
            type: 'LoadBalancer',
            annotations: { nil: 'nil', 'example.com/kind': 'nlb', on: true },
            labels: { team: 'a' },
            ports: [
              {
                name: 'grpc',
                port: 443,
                targetPort: 50051,
                protocol: 'TCP',
                appProtocol: 'kubernetes.io/h2c',
                nodePort: 30443,
              },
            ],
            loadBalancerClass: 'example.com/lb',
            loadBalancerSourceRanges: ['10.0.0.0/8'],
            externalTrafficPolicy: 'Local',
            sessionAffinity: 'ClientIP',
          },
          rest: {
            ports: [
              { name: 'http', port: 80, targetPort: 80 },
              { name: 'https', port: 443, targetPort: 80, nodePort: null },
            ],
          },
        },
      },
    },
  });
});

test('Ingresses lead to the servers that are on', async () => {
  const charts = await checkGolden('ingress', ['Ingress'], {
    both: {
      values: {
        rest: true,
        ingress: {
          rest: {
            enabled: true,
            className: 'nginx',
            host: 'api.example.com',
            annotations: { nil: 'nil', a: 'b' },
            tls: [{ hosts: ['api.example.com'], secretName: 'api-tls' }],
          },
          grpc: {
            enabled: true,
            hosts: ['a.example.com', 'b.example.com'],
            path: '/spaceone',
            pathType: 'Exact',
          },
        },
      },
    },
    everyone: { values: { rest: true, ingress: { rest: { enabled: true, host: '' } } } },
    alb: {
      values: {
        rest: true,
        ingress: {
          rest: {
            enabled: true,
            annotations: { 'alb.ingress.kubernetes.io/scheme': 'internal' },
            servicePort: 80,
            path: '/*',
          },
        },
      },
    },
  });
  const { spec } = objectOf(charts.get('alb')!.objects, 'Ingress', 'alb-rest');
  assert.equal(spec['ingressClassName'], 'alb');
});

test('routes of the Gateway API lead to the servers', async () => {
  await checkGolden('route', ['HTTPRoute', 'GRPCRoute'], {
    routes: {
      values: {
        rest: true,
        service: { rest: { ports: [{ name: 'rest', port: 8080 }] } },
        gateway: {
          parentRefs: [{ name: 'edge', namespace: 'gateways' }],
          http: { enabled: true, hostnames: ['api.example.com'], path: '/v1' },
          grpc: { enabled: true, methods: [{ service: 'spaceone.api.identity.v2.Domain' }] },
        },
      },
    },
  });
});

test('a NetworkPolicy lets callers in and lets out to callees, and nobody else', async () => {
  const charts = await checkGolden(
    'networkpolicy',
    ['NetworkPolicy'],
    {
      graph: {
        values: {
          rest: true,
          networkPolicy: {
            enabled: true,
            callers: ['inventory', { labels: { 'example.com/kind': 'gateway' }, namespace: 'edge' }],
            callees: ['secret', { name: 'postgresql', port: 5432 }],
            from: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
            to: [{ to: [{ ipBlock: { cidr: '192.168.0.0/16' } }], ports: [{ port: 443, protocol: 'TCP' }] }],
          },
        },
      },
      alone: { values: { grpc: false, worker: true, networkPolicy: { enabled: true, callers: ['a'] } } },
    },
    { external: ['Endpoints/*'] },
  );
  const { spec } = objectOf(charts.get('alone')!.objects, 'NetworkPolicy', 'alone');
  assert.deepEqual(spec['ingress'], []);
});

test('nginx stands before the REST server where it is asked for', async () => {
  const charts = await checkGolden('nginx', ['Deployment', 'ConfigMap'], {
    proxied: {
      values: {
        grpc: false,
        rest: true,
        nginx: { enabled: true, resources: { limits: { memory: '64Mi' } } },
      },
    },
  });
  assert.match(charts.get('proxied')!.text, /HAWSER_SERVERS__REST__PORT\n +value: "8000"/);
});

test('monitors find the health port of pods and of the headless Service', async () => {
  const monitor = { enabled: true, interval: '10s', scrapeTimeout: '5s', labels: { release: 'prometheus' } };
  await checkGolden('monitoring', ['PodMonitor', 'ServiceMonitor'], {
    monitored: {
      values: {
        monitoring: {
          serviceMonitor: monitor,
          podMonitor: { ...monitor, relabelings: [{ action: 'labelmap', regex: 'a' }] },
        },
      },
    },
  });
});

test('what a chart doesn’t say it hasn’t', async () => {
  const charts = await checkCases({ bare: {} });
  assert.deepEqual(
    charts
      .get('bare')!
      .objects.map(({ kind }) => kind)
      .sort(),
    ['ConfigMap', 'ConfigMap', 'ConfigMap', 'Deployment', 'Service', 'Service', 'ServiceAccount'],
  );
});
