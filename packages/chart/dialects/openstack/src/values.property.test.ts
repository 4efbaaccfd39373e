import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { writeChart } from '../../../src/generate/file.ts';
import { findHelm } from '../../../src/helm/index.ts';
import { allCases } from '../../../src/library/some-of.ts';
import { parseManifests, validateObjects } from '../../../src/validate/index.ts';
import { readOpenStackValues } from './read.ts';
import { chartOf, documents } from './testing.ts';
import { filesOf, toolkitFiles } from './whole.ts';

/** Values files that are tried, and how many of them one run of Helm renders, each as a subchart. */
const cases = Number(process.env['FUZZ_CASES'] ?? (allCases ? 100 : 8));
const together = 50;

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const password = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 });
const image = fc.tuple(word, word).map(([name, tag]) => `example.org/${name}:${tag}`);
const count = fc.oneof(
  fc.nat(9),
  fc.integer({ min: 1, max: 100 }).map(part => `${part}%`),
);
const selector = fc.record({ node_selector_key: word, node_selector_value: fc.oneof(word, fc.boolean()) });
const amounts = fc.record(
  { memory: fc.constantFrom('64Mi', '1Gi'), cpu: fc.constantFrom('10m', '2', 1) },
  { requiredKeys: [] },
);
const resource = fc.record({ requests: amounts, limits: amounts }, { requiredKeys: [] });
const mount = fc.record(
  {
    init_container: maybe(word.map(name => [{ name: 'extra', mountPath: `/${name}` }])),
    keystone_api: maybe(
      word.map(name => ({
        volumes: [{ name: 'extra', emptyDir: {} }],
        volumeMounts: [{ name: 'extra', mountPath: `/m/${name}` }],
      })),
    ),
  },
  { requiredKeys: [] },
);

const upgrades = fc.record(
  {
    revision_history: fc.nat(9),
    pod_replacement_strategy: fc.constantFrom('RollingUpdate', 'Recreate'),
    rolling_update: fc.record({ max_unavailable: count, max_surge: count }),
  },
  { requiredKeys: [] },
);
const budget = fc.record({ api: fc.record({ min_available: count }) });
const grace = fc.record({ api: fc.record({ timeout: fc.integer({ min: 1, max: 600 }) }) });
const resources = fc.record({
  enabled: fc.boolean(),
  api: resource,
  jobs: fc.record({ db_sync: resource, tests: resource }, { requiredKeys: [] }),
});

/** An option's value: without what an INI file or YAML 1.1 can't hold. */
const optionText = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .map(text => text.replaceAll(/[\p{C}\u2028\u2029]/gu, ''));
const option = fc.oneof(optionText, fc.integer(), fc.boolean(), fc.array(word, { maxLength: 3 }));
const options = fc.dictionary(word, option, { maxKeys: 4 });
/** Sections as both generations have them: with levels that name an option's owner, and without. */
const section = fc.oneof(
  options,
  fc.tuple(word, options).map(([owner, inner]) => ({ [owner]: inner })),
  fc.tuple(word, fc.array(word)).map(([key, values]) => ({ [key]: { type: 'multistring', values } })),
);

const user = fc.record({ username: word, password });
const july = fc.record(
  {
    replicas: fc.nat(9),
    labels: selector,
    upgrades: upgrades.map(deployments => ({ deployments })),
    pod_disruption_budget: budget,
    termination_grace_period: grace,
    resources,
    mounts: mount.map(keystone_api => ({ keystone_api })),
    images: fc.record(
      { api: image, db_init: image, db_sync: image, pull_policy: fc.constantFrom('Always', 'Never') },
      { requiredKeys: [] },
    ),
    secrets: fc
      .uniqueArray(word, { minLength: 3, maxLength: 3 })
      .map(([a, b, c]) => ({ identity: { admin: a }, oslo_db: { admin: b, user: c } })),
  },
  { requiredKeys: [] },
);
const august = fc.record(
  {
    labels: fc.record({ api: selector, job: selector }, { requiredKeys: [] }),
    pod: fc.record(
      {
        replicas: fc.record({ api: fc.nat(9) }),
        affinity: fc.record({
          anti: fc.record(
            {
              type: fc
                .constantFrom('required', 'preferred')
                .map(kind => ({ default: `${kind}DuringSchedulingIgnoredDuringExecution` })),
              topologyKey: word.map(key => ({ default: key })),
              weight: fc.integer({ min: 1, max: 100 }).map(weight => ({ default: weight })),
            },
            { requiredKeys: [] },
          ),
        }),
        lifecycle: fc.record({
          upgrades: upgrades.map(deployments => ({ deployments })),
          disruption_budget: budget,
          termination_grace_period: grace,
        }),
        resources,
        mounts: mount.map(keystone_api => ({ keystone_api })),
      },
      { requiredKeys: [] },
    ),
    images: fc.record({
      tags: fc.record({ keystone_api: image, db_init: image, keystone_db_sync: image }, { requiredKeys: [] }),
    }),
    manifests: fc.record(
      {
        pdb_api: fc.boolean(),
        ingress_api: fc.boolean(),
        job_bootstrap: fc.boolean(),
        job_db_init: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const both = fc.record(
  {
    bootstrap: fc.record({ enabled: fc.boolean(), script: optionText }, { requiredKeys: [] }),
    conf: fc.record(
      {
        keystone: fc.dictionary(word, section, { maxKeys: 4 }),
        logging: fc.dictionary(word, options, { maxKeys: 2 }),
      },
      { requiredKeys: [] },
    ),
    network: fc.record({
      api: fc.record({
        ingress: fc.record({ public: fc.boolean() }),
        node_port: fc.record({ enabled: fc.boolean(), port: fc.integer({ min: 30000, max: 32767 }) }),
      }),
    }),
    endpoints: fc.record(
      {
        oslo_db: fc.record(
          { auth: fc.record({ admin: user, user }), hosts: fc.record({ default: word }) },
          { requiredKeys: [] },
        ),
        identity: fc.record(
          {
            port: fc.integer({ min: 1, max: 65_535 }).map(api => ({ api: { default: api } })),
            host_fqdn_override: word.map(name => ({ public: `${name}.example.org` })),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** Values that are right, of one generation or the other. */
const values = fc.tuple(fc.oneof(july, august), both).map(([own, common]) => ({ ...own, ...common }));

const folder = mkdtempSync(join(tmpdir(), 'openstack-property-'));
after(() => rmSync(folder, { recursive: true }));

/** As YAML that Helm reads back as it was: it takes a plain `No` for false. */
const written = (value: object) => stringify(value, { version: '1.1', lineWidth: 0 });

const chartYaml = (name: string) => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`;

it(`renders ${cases} random values files alike under Helm 3 and 4, as objects that Kubernetes knows`, async () => {
  const chart = chartOf('keystone');
  const helms = [await findHelm(3), await findHelm(4)];
  const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_121);
  const drawn = fc.sample(values, { numRuns: cases, seed });
  for (const value of drawn)
    assert.deepEqual(
      readOpenStackValues(written(value), chart).problems,
      [],
      `seed ${seed}: ${written(value)}`,
    );
  // Objects are named by the chart, so each case has it below a chart of its own.
  const path = join(folder, 'cases');
  const files = new Map([['Chart.yaml', chartYaml('cases')], ...toolkitFiles()]);
  for (let i = 0; i < together; i++) {
    files.set(`charts/case${i}/Chart.yaml`, chartYaml(`case${i}`));
    for (const [file, text] of filesOf(chart.folder))
      files.set(
        `charts/case${i}/charts/keystone/${file}`,
        file === 'Chart.yaml' ? chartYaml('keystone') : text,
      );
  }
  writeChart(path, files);
  let objects = 0;
  for (let from = 0; from < cases; from += together) {
    const some = drawn.slice(from, from + together);
    const file = join(folder, `${from}.yaml`);
    writeFileSync(
      file,
      written(Object.fromEntries(some.map((value, i) => [`case${i}`, { keystone: value }]))),
    );
    const outputs: string[][] = [];
    for (const helm of [...helms, helms[0]!]) {
      const { stdout } = await helm.run([
        'template',
        'try',
        path,
        '--namespace',
        'cloud',
        '--kube-version',
        '1.34.0',
        '--values',
        file,
      ]);
      outputs.push(documents(stdout));
    }
    const [three, four, again] = outputs;
    assert.deepEqual(three, again, `seed ${seed}`);
    assert.deepEqual(three, four, `seed ${seed}`);
    const { manifests, problems } = parseManifests(three!.join('\n---\n'));
    assert.deepEqual(problems, []);
    objects += manifests.length;
    assert.deepEqual(await validateObjects(manifests.map(({ object }) => object)), [], `seed ${seed}`);
  }
  assert.ok(objects >= cases * 15);
});
