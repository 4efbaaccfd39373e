import { everyServer } from './everything-servers.ts';

/** What values of all kinds of program have. */
const basics = {
  enabled: true,
  enable: true,
  name: 'everything',
  image: { name: 'hawser/everything', version: '1', digest: `sha256:${'0'.repeat(64)}` },
  imagePullPolicy: 'Always',
  imagePullSecrets: [{ name: 'own' }],
  env: [
    { name: 'A', value: 'a' },
    { name: 'HAWSER_TOKEN_INFO__URI', value: '/elsewhere' },
  ],
  envFrom: [{ configMapRef: { name: 'common' } }],
  pod: { spec: { nodeSelector: { disk: 'ssd' } } },
  resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
  serviceAccount: {
    create: true,
    name: 'account',
    annotations: { a: 'b' },
    labels: { a: 'b' },
    automountToken: false,
  },
  podSecurityContext: { runAsUser: 2000 },
  containerSecurityContext: { readOnlyRootFilesystem: true },
  global: {
    namespace: 'elsewhere',
    shared: { TOKEN: 'of-the-platform' },
    frontend: { sidecar: [], volumes: [{ name: 'wide', emptyDir: {} }] },
    image: { registry: 'mirror.example', pullSecrets: ['all'] },
    systemSecret: { existingSecret: 'all-system', tokenKey: 'token' },
    openTelemetry: { endpoint: 'http://d:4317' },
  },
};

const server = {
  ...everyServer.grpc,
  args: ['nginx'],
  sidecars: [],
  initContainers: [],
  affinity: {},
  probes: { startup: { enabled: false }, readiness: { httpGet: { path: '/', port: 8080 } } },
};

/** Values in which every key of a static site is given. */
export const everySite = {
  ...basics,
  developer: false,
  replicas: 2,
  sidecar: [],
  volumes: [{ name: 'log-volume', emptyDir: {} }],
  volumeMounts: { application: [{ name: 'log-volume', mountPath: '/a' }], application_rest: [] },
  servers: { rest: server },
  service: {
    type: 'ClusterIP',
    annotations: { nil: 'nil', a: 'b' },
    ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
  },
  ingress: {
    enabled: true,
    className: 'nginx',
    annotations: { a: 'b' },
    labels: { a: 'b' },
    host: 'a.example.com',
    path: '/a',
    pathType: 'Exact',
    servicePort: 80,
    tls: [{ secretName: 'tls' }],
  },
  gracePeriod: 10,
};

/** The same of a frontend. */
export const everyFrontend = {
  ...everySite,
  production_json: { CONSOLE_API: { ENDPOINT: 'https://a.example.com' } },
};

/** The same of an initializer. */
export const everyInitializer = {
  ...basics,
  mode: 'READ_ONLY',
  services: { identity: 'grpc://identity:50051' },
  plugins: { 'plugin-a': 'grpc://plugin-a:50051' },
  timeoutSeconds: 1,
  credentialsSecret: 'login',
  url: 'https://a.example.com',
  annotations: { nil: 'nil', a: 'b' },
  systemSecret: { existingSecret: 'system', tokenKey: 'token' },
};
