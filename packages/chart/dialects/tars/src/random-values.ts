import fc from 'fast-check';
import { stringify } from 'yaml';
import { templates } from './values.ts';

// Random values of TARS servers, for tests.

const word = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,11}$/);
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
const flag = fc.boolean();
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
);
/** Without what YAML can't hold as it is, and ends of lines that Helm has and others don't. */
const content = text.map(value => value.replaceAll(/[^\P{C}\n\t]|[\u2028\u2029\ufffd]/gu, ''));
const fileName = fc.stringMatching(/^[a-z][a-z0-9_-]{0,9}\.(conf|json|xml)$/);

const servant = fc.record(
  {
    name: word,
    port: fc.integer({ min: 1, max: 65_535 }).filter(port => port !== 19_385),
    isTars: flag,
    isTcp: flag,
    thread: fc.integer({ min: 1, max: 99 }),
    connection: fc.integer({ min: 1, max: 1e6 }),
    capacity: fc.integer({ min: 1, max: 1e6 }),
    timeout: fc.integer({ min: 1, max: 1e6 }),
  },
  { requiredKeys: ['name', 'port'] },
);

const source = fc.oneof(
  fc.record({ hostPath: fc.record({ path: label.map(name => `/data/${name}`) }) }),
  fc.constant({ emptyDir: {} }),
  fc.record({ configMap: fc.record({ name: label }) }),
  fc.record({ secret: fc.record({ secretName: label }) }),
  fc.record({ persistentVolumeClaim: fc.record({ claimName: label }) }),
  fc.record({
    persistentVolumeClaimTemplate: fc.record({
      spec: fc.record({
        accessModes: fc.constant(['ReadWriteOnce']),
        resources: fc.record({ requests: fc.record({ storage: fc.constantFrom('1G', '10Gi') }) }),
      }),
    }),
  }),
  fc.record({
    tLocalVolume: fc.record(
      {
        uid: fc.integer({ min: 0, max: 5000 }),
        gid: fc.constantFrom('0', '1000'),
        mode: fc.constantFrom('755', '0700'),
      },
      { requiredKeys: [] },
    ),
  }),
);

const mount = fc.record({
  name: label,
  mountPath: label.map(name => `/mnt/${name}`),
  readOnly: maybe(flag),
  mountPropagation: maybe(fc.constantFrom('None', 'HostToContainer')),
  source,
});

const requirement = fc.oneof(
  fc.record({
    key: label,
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.array(label, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ key: label, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  fc.record({ key: label, operator: fc.constantFrom('Gt', 'Lt'), values: fc.tuple(fc.nat(1000)) }),
);

const unique = <T>(arbitrary: fc.Arbitrary<T>, selector: (item: T) => unknown, maxLength = 3) =>
  fc.uniqueArray(arbitrary, { selector, maxLength });

/** Values that are right: what has to fit together is made of one draw. */
export const values = fc
  .record({
    app: word,
    server: word,
    template: maybe(fc.constantFrom(...templates)),
    profile: maybe(
      fc.constantFrom(
        '',
        '<tars>\n<application>\n<server>\nlogLevel=INFO\n</server>\n</application>\n</tars>\n',
      ),
    ),
    asyncThread: maybe(fc.integer({ min: 1, max: 20 })),
    servants: fc
      .uniqueArray(servant, { selector: ({ name }) => name.toLowerCase(), minLength: 1, maxLength: 4 })
      .map(list => list.filter(({ port }, i) => list.findIndex(other => other.port === port) === i)),
    replicas: maybe(fc.integer({ min: 1, max: 5 })),
    envVars: maybe(
      unique(fc.record({ name: word, value: fc.oneof(content, fc.nat(), flag) }), ({ name }) => name),
    ),
    hostNetwork: maybe(flag),
    hostIPC: maybe(flag),
    notStacked: maybe(flag),
    repo: fc.record(
      { id: fc.nat(), image: label.map(name => `play/${name}`), secret: fc.constantFrom('', 'pull') },
      { requiredKeys: ['image'] },
    ),
    appConfig: maybe(unique(fc.record({ name: fileName, content }), ({ name }) => name)),
    config: maybe(unique(fc.record({ name: fileName, content }), ({ name }) => name)),
    mounts: maybe(unique(mount, ({ name }) => name)),
    labelMatch: maybe(fc.array(requirement, { maxLength: 3 })),
    nodeSelector: maybe(fc.array(requirement, { maxLength: 2 })),
    abilityAffinity: maybe(fc.constantFrom('AppRequired', 'ServerRequired', 'AppOrServerPreferred', 'None')),
    imagePullPolicy: maybe(fc.constantFrom('Always', 'IfNotPresent')),
    podManagementPolicy: maybe(fc.constantFrom('OrderedReady', 'Parallel')),
    important: maybe(fc.nat(9)),
    resources: maybe(
      fc.record(
        {
          limits: fc.record({ memory: fc.constantFrom('64Mi', '1Gi') }),
          requests: fc.record({ cpu: fc.constantFrom('10m', 1, 0.5) }),
        },
        { requiredKeys: [] },
      ),
    ),
    updateStrategy: maybe(
      fc.constantFrom('RollingUpdate', 'OnDelete', { type: 'OnDelete' }, { type: 'RollingUpdate' }),
    ),
    daemonSet: maybe(fc.constant(true)),
    subtype: maybe(fc.constantFrom('tars', 'normal')),
  })
  .chain(drawn => {
    const [first] = drawn.config ?? [];
    const extras = {
      hostPorts: maybe(fc.constant([{ nameRef: drawn.servants[0]!.name, port: 22_394 }])),
      nodeConfig:
        first && !drawn.daemonSet
          ? maybe(
              fc
                .record({ name: fc.constant(first.name), podSeq: fc.constant(0), content })
                .map(part => [part]),
            )
          : fc.constant(undefined),
    };
    const mounts = distinctPaths(drawn.mounts)?.filter(
      ({ source }) =>
        !drawn.daemonSet || !('tLocalVolume' in source || 'persistentVolumeClaimTemplate' in source),
    );
    return fc.record(extras).map(extra => ({ ...drawn, ...extra, mounts }));
  });

const distinctPaths = <T extends { mountPath: string }>(mounts: T[] | undefined) =>
  mounts?.filter(({ mountPath }, i) => mounts.findIndex(other => other.mountPath === mountPath) === i);

export type Drawn = typeof values extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * As YAML that Helm reads back as it was: it takes a plain `No` for false, and its parser doesn't read every block of text
 * that the YAML library writes.
 */
export const written = (value: object): string =>
  stringify(value, {
    version: '1.1',
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });
