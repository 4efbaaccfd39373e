import fc from 'fast-check';

/** Random values of a service's chart that are right: what can't be right together isn't in one of them. */

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const bool = fc.boolean();
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
/** Text with what YAML and templates could trip over. A lone dot is text to Helm and Kubernetes, and no text to the checks' parser. */
const text = fc.oneof(
  fc.string({ maxLength: 12, unit: 'grapheme-ascii' }).filter(one => one !== '.'),
  fc.constantFrom(
    'yes',
    'no',
    'null',
    '~',
    '1',
    '1e3',
    '0x10',
    '{{ fail "x" }}',
    ': #',
    "'",
    '"',
    '- a',
    '\n',
    'ä €',
  ),
);
const pairs = fc.dictionary(word, word, { maxKeys: 2 });
const annotations = fc.oneof(pairs, fc.constant({ nil: 'nil' }), fc.constant(null));
const resources = fc.record(
  {
    requests: fc.record({ cpu: fc.constantFrom('50m', '1', 2), memory: fc.constantFrom('64Mi', '1Gi') }),
    limits: fc.record({ memory: fc.constantFrom('2Gi', '512Mi') }),
  },
  { requiredKeys: [] },
);
const env = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[A-Z]{1,6}$/), value: text }), {
  maxLength: 2,
  selector: ({ name }) => name,
});
/** A container as restricted pod security has it. */
const container = word.map(name => ({
  name: `side-${name}`,
  image: 'busybox:1.36',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
}));
const sidecar = fc.uniqueArray(container, { maxLength: 2, selector: ({ name }) => name });
/** Configuration: any JSON below a key, but for null, which takes a value of a layer below away: Helms differ where there is none. */
const configuration = fc
  .dictionary(fc.stringMatching(/^[A-Z]{1,5}$/), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  .map(
    tree =>
      JSON.parse(JSON.stringify(tree, (_, value: unknown) => value ?? undefined)) as Record<string, unknown>,
  );
const probe = fc.record(
  {
    periodSeconds: fc.integer({ min: 1, max: 60 }),
    timeoutSeconds: fc.integer({ min: 1, max: 9 }),
    enabled: bool,
  },
  { requiredKeys: [] },
);
const toleration = word.map(key => ({ key, operator: 'Exists' }));
const scaling = fc.constantFrom(
  { autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 5 } },
  { autoscaling: { enabled: true, maxReplicas: 3, cpu: 50, memory: 70 } },
  { replicas: 3, disruptionBudget: { enabled: true, maxUnavailable: '50%' } },
  { replicas: 2, disruptionBudget: { enabled: true, minAvailable: 1 } },
  { replicas: 0 },
  { kind: 'StatefulSet', replicas: 2 },
  { kind: 'StatefulSet', persistence: { enabled: true, size: '2Gi' } },
  { kind: 'DaemonSet' },
  { persistence: { enabled: true, existingClaim: 'mine' } },
  {},
);
const server = fc
  .tuple(
    scaling,
    fc.record(
      {
        resources,
        env: env.map(list => list.map(({ name, value }) => ({ name: `OWN_${name}`, value }))),
        sidecars: sidecar.map(list => list.map(one => ({ ...one, name: `own-${one.name}` }))),
        probes: fc.record({ startup: probe, readiness: probe, liveness: probe }, { requiredKeys: [] }),
        spread: fc.record({ enabled: bool, maxSkew: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: [] }),
        nodeSelector: pairs,
        tolerations: fc.array(toleration, { maxLength: 1 }),
        priorityClassName: word,
        annotations,
        labels: pairs,
        podAnnotations: annotations,
        podLabels: pairs,
        terminationGracePeriodSeconds: fc.integer({ min: 0, max: 300 }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([one, other]) => ({ ...other, ...one }));

/** What an Ingress, a route, nginx and monitors need of servers, they get. */
const reached = ({ grpc, rest }: { grpc: boolean; rest: boolean }) =>
  fc.record(
    {
      ...(rest
        ? {
            nginx: fc.record({ enabled: bool }),
            ingress: fc.record({ rest: fc.record({ enabled: bool, host: fc.constantFrom('a.test', '') }) }),
          }
        : {}),
      ...(grpc
        ? {
            monitoring: fc.record({
              serviceMonitor: fc.record({ enabled: bool }),
              podMonitor: fc.record({ enabled: bool }),
            }),
          }
        : {}),
      gateway: fc.record({
        parentRefs: fc.constant([{ name: 'public' }]),
        http: fc.constant({ enabled: rest, hostnames: ['a.test'] }),
        grpc: fc.constant({ enabled: grpc }),
      }),
    },
    { requiredKeys: [] },
  );

const always = fc.record(
  {
    developer: bool,
    imagePullPolicy: fc.constantFrom('Always', 'IfNotPresent', 'Never'),
    image: fc.record(
      {
        name: fc.constantFrom('hawser/identity', 'registry.test:5000/a/b'),
        version: fc.oneof(word, fc.constant('1.2.3')),
        digest: fc.constant(`sha256:${'a'.repeat(64)}`),
      },
      { requiredKeys: [] },
    ),
    imagePullSecrets: fc.array(
      word.map(name => ({ name })),
      { maxLength: 1 },
    ),
    database: fc.oneof(configuration, fc.constant(null)),
    application: configuration,
    application_grpc: fc.oneof(configuration, fc.constant(null)),
    application_rest: configuration,
    application_scheduler: configuration,
    application_worker: configuration,
    configRoot: fc.constantFrom('/opt/spaceone', '/etc/hawser'),
    env,
    sidecar,
    resources,
    volumes: fc.subarray([
      { name: 'log-volume', emptyDir: {} },
      { name: 'cache', emptyDir: { medium: 'Memory' } },
    ]),
    service: fc.record(
      {
        grpc: fc.record({ type: fc.constantFrom('ClusterIP', 'LoadBalancer'), annotations }),
        rest: fc.record({ type: fc.constantFrom('ClusterIP', 'NodePort'), annotations }),
      },
      { requiredKeys: [] },
    ),
    networkPolicy: fc.record({
      enabled: bool,
      callers: fc.uniqueArray(word, { maxLength: 2 }),
      callees: fc.uniqueArray(word, { maxLength: 2 }),
    }),
    databaseSecret: fc.record({ existingSecret: word, passwordKey: word }),
    systemSecret: fc.record({ existingSecret: word }),
    secretFiles: fc.dictionary(
      word,
      fc.record({ existingSecret: word, key: word, env: fc.stringMatching(/^[A-Z]{3,6}$/) }),
      { maxKeys: 1 },
    ),
    wait: fc.record({
      services: fc.dictionary(
        word,
        word.map(name => `grpc://${name}:50051`),
        { maxKeys: 2 },
      ),
    }),
    gracePeriod: fc.integer({ min: 0, max: 600 }),
    drainSeconds: fc.integer({ min: 0, max: 120 }),
    openTelemetry: fc.record({ endpoint: fc.constant('http://collector:4317') }),
    serviceAccount: fc.record({ annotations, automountToken: bool }),
    rbac: fc.constant({ rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }] }),
    pod: fc.record({ spec: fc.record({ hostname: word, priorityClassName: word }, { requiredKeys: [] }) }),
    global: fc.record(
      { shared: configuration, shared_conf: configuration, sidecar: fc.constant([]) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const serversOn = fc
  .record({ grpc: bool, rest: bool, scheduler: bool, worker: bool })
  .filter(on => Object.values(on).some(Boolean));

/** Values that every chart of a service takes. */
export const randomValues: fc.Arbitrary<Record<string, unknown>> = serversOn.chain(on => {
  const own = Object.fromEntries(
    Object.entries(on).flatMap(([name, is]) => (is ? [[name, maybe(server)]] : [])),
  );
  return fc
    .tuple(always, reached(on), fc.record(own))
    .map(([values, more, servers]) => withoutUndefined({ ...values, ...more, ...on, servers }));
});

/** Values as a file has them. */
const withoutUndefined = (values: object) => JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
