import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { findHelm } from '../../../src/helm/index.ts';
import { parseManifests, validateObjects } from '../../../src/validate/index.ts';
import { readTarsValues } from './read.ts';
import { renderByEach } from './testing.ts';
import { templates } from './values.ts';

/** Values files that are tried, and how many of them one run of Helm renders, each as a subchart. */
const cases = 1000;
const together = 100;

const word = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,11}$/);
const label = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
const flag = fc.boolean();
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary-ascii', maxLength: 60 }),
);
const content = text.map(value => value.replaceAll(/[^\P{C}\n\t]/gu, ''));
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
const values = fc
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

type Drawn = typeof values extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * As YAML that Helm reads back as it was: it takes a plain `No` for false, and its parser doesn't read every block of text
 * that the YAML library writes.
 */
const written = (value: object) =>
  stringify(value, {
    version: '1.1',
    lineWidth: 0,
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  });

const invalid: readonly [name: string, path: RegExp, change: (value: Drawn) => object][] = [
  ['an unknown key', /^replica$/, value => ({ ...value, replica: 2 })],
  ['an unknown key in a list', /^servants\[0\]\.prot$/, value => withServant(value, { prot: 1 })],
  ['a text for a number', /^replicas$/, value => ({ ...value, replicas: 'two' })],
  ['a text for a map', /^resources$/, value => ({ ...value, resources: 'nil' })],
  ['a map for a list', /^servants$/, value => ({ ...value, servants: { name: 'A' } })],
  ['an unknown template', /^template$/, value => ({ ...value, template: 'tars.mine' })],
  ['a missing image', /^repo\.image$/, value => ({ ...value, repo: {} })],
  ['the node agent’s port', /^servants\[0\]\.port$/, value => withServant(value, { port: 19_385 })],
  ['a port twice', /^servants\[\d\]\.port$/, value => again(value, { name: 'Another12345' })],
  ['a name twice', /^servants\[\d\]\.name$/, value => again(value, { port: 19_386 })],
  [
    'a port for no servant',
    /^hostPorts\[0\]\.nameRef$/,
    value => ({ ...value, hostPorts: [{ nameRef: '-', port: 1 }] }),
  ],
  [
    'a part of no file',
    /^nodeConfig\[0\]\.name$/,
    value => ({ ...value, nodeConfig: [{ name: '-', podSeq: 0 }] }),
  ],
  [
    'a wrong operator',
    /^labelMatch\[0\]\.operator$/,
    value => ({ ...value, labelMatch: [{ key: 'a', operator: 'in' }] }),
  ],
  [
    'a mount without a path',
    /^mounts\[0\]\.mountPath$/,
    value => ({ ...value, mounts: [{ name: 'a', source: { emptyDir: {} } }] }),
  ],
];

const withServant = (value: Drawn, more: object) => ({
  ...value,
  servants: [{ ...value.servants[0], ...more }, ...value.servants.slice(1)],
});

const again = (value: Drawn, more: object) => ({
  ...value,
  servants: [...value.servants, { ...value.servants[0], ...more }],
});

it('refuses random values files with one thing wrong, and names its key', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(...invalid), (value, [, path, change]) => {
      const { problems } = readTarsValues(written(change(value)));
      assert.ok(
        problems.some(problem => path.test(problem.path)),
        `expected ${path}, got ${JSON.stringify(problems)}`,
      );
    }),
    { numRuns: 500 },
  );
});

it(`renders ${cases} random values files alike under Helm 3 and 4, as objects that Kubernetes knows`, async () => {
  const helms = [await findHelm(3), await findHelm(4)];
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
  const drawn = fc.sample(values, { numRuns: cases, seed });
  for (const value of drawn)
    assert.deepEqual(readTarsValues(written(value)).problems, [], `seed ${seed}: ${written(value)}`);
  let objects = 0;
  for (let from = 0; from < cases; from += together) {
    const texts = drawn.slice(from, from + together).map(written);
    // The first files are rendered twice, to see that nothing but values is in what is rendered.
    const [three, four, again] = await renderByEach(from === 0 ? [...helms, helms[0]!] : helms, texts);
    if (again) assert.deepEqual(three, again);
    assert.deepEqual(three, four, `seed ${seed}`);
    const { manifests, problems } = parseManifests(three!.join('\n---\n'));
    assert.deepEqual(problems, []);
    const found = manifests.map(({ object }) => object);
    objects += found.length;
    assert.deepEqual(await validateObjects(found), [], `seed ${seed}`);
  }
  assert.ok(objects >= cases * 2);
});
