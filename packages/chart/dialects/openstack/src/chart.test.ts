import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findHelm, type Helm } from '../../../src/helm/index.ts';
import { parseManifests, validateObjects } from '../../../src/validate/index.ts';
import { openStackCharts } from './charts.ts';
import { valuesSchema } from './schema.ts';
import { documents, example, rendering, writeWhole } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'openstack-'));
after(() => rmSync(folder, { recursive: true }));

describe('charts with OpenStack-Helm’s values', () => {
  let helms: Helm[];
  before(async () => {
    helms = [await findHelm(3), await findHelm(4)];
    for (const chart of openStackCharts) writeWhole(join(folder, chart.name), chart);
  });

  /** What both Helms make of values, which has to be the same. */
  const render = async (chart: string, values: string) => {
    const outputs: string[][] = [];
    for (const helm of helms) {
      const { exitCode, stdout, stderr } = await rendering(helm, join(folder, chart), values);
      assert.equal(exitCode, 0, stderr);
      outputs.push(documents(stdout));
    }
    assert.deepEqual(outputs[0], outputs[1]);
    return `${outputs[0]!.join('\n---\n')}\n`;
  };

  const cases = [
    ...openStackCharts.map(({ name }) => [name, 'default', '{}'] as const),
    ...['july-2017', 'august-2017', 'abbreviated'].map(name => ['keystone', name, example(name)] as const),
  ];
  for (const [chart, name, values] of cases)
    it(`renders ${chart} with the values ${name} alike under Helm 3 and 4, as objects that Kubernetes knows`, async () => {
      const rendered = await render(chart, values);
      const { manifests, problems } = parseManifests(rendered);
      assert.deepEqual(problems, []);
      assert.deepEqual(await validateObjects(manifests.map(({ object }) => object)), []);
      const golden = new URL(`../examples/${chart}-${name}.golden.yaml`, import.meta.url);
      if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, rendered);
      assert.equal(rendered, readFileSync(golden, 'utf8'));
    });

  for (const chart of ['keystone', 'memcached', 'glance'])
    it(`renders ${chart} with what its file of later years has, alike under Helm 3 and 4`, async () => {
      const { manifests, problems } = parseManifests(await render(chart, example(`later-${chart}`)));
      assert.deepEqual(problems, []);
      assert.deepEqual(await validateObjects(manifests.map(({ object }) => object)), []);
    });

  for (const [chart, name] of [
    ['keystone', 'wallaby-keystone'],
    ['keystone', 'override-keystone'],
    ['glance', 'stores-glance'],
  ] as const)
    it(`renders ${name}.yaml alike under Helm 3 and 4`, async () => {
      const rendered = await render(chart, example(name));
      const { manifests, problems } = parseManifests(rendered);
      assert.deepEqual(problems, []);
      assert.deepEqual(await validateObjects(manifests.map(({ object }) => object)), []);
      if (name === 'wallaby-keystone') {
        const mpm =
          '# 1024 at once, and no more\\n<IfModule mpm_event_module>\\n  ServerLimit         1024\\n</IfModule>\\n"';
        assert.ok(rendered.includes(`mpm_event.conf: "${mpm}`), 'a whole file is passed on as it is');
        assert.match(rendered, /Listen 0\.0\.0\.0:5000/);
        assert.doesNotMatch(rendered, /helm-toolkit|rewrite-target/);
        assert.match(rendered, /name: OS_DEFAULT_DOMAIN\n +value: default/);
      }
      if (name === 'stores-glance') {
        assert.match(rendered, /filesystem_store_datadirs = \/a:100\\nfilesystem_store_datadirs = \/b:200/);
        assert.match(rendered, /stores = rbd,file,http/);
        assert.match(rendered, /value: "?https:\/\/image\.example\.com:443/);
      }
    });

  for (const chart of openStackCharts)
    it(`has the types of ${chart.name}’s values in its schema`, () => {
      const file = join(chart.folder, 'values.schema.json');
      if (process.env['UPDATE_GOLDEN']) writeFileSync(file, valuesSchema(chart));
      assert.equal(readFileSync(file, 'utf8'), valuesSchema(chart));
    });

  it('is the same with the seed’s abbreviated example as with nothing, where that gives the defaults', async () => {
    assert.equal(await render('keystone', example('abbreviated')), await render('keystone', '{}'));
  });

  it('has the same name of a Job until what it does changes', async () => {
    const names = (text: string) =>
      [...text.matchAll(/^ {2}name: (keystone-db-\w+-\w{8})$/gm)].map(([, name]) => name);
    const before = names(await render('keystone', '{}'));
    assert.equal(before.length, 2);
    assert.deepEqual(names(await render('keystone', 'conf: {keystone: {default: {debug: true}}}')), before);
    const after = names(await render('keystone', 'images: {db_sync: example.org/keystone:5}'));
    assert.deepEqual([after[0] === before[0], after[1] === before[1]], [true, false]);
  });

  for (const [chart, values, expected] of [
    ['keystone', 'replicas: two', /replicas/],
    ['keystone', 'lables: {}', /lables/],
    ['keystone', 'labels: null', /labels: expected a map, got null/],
    [
      'keystone',
      '{bootstrap: null, secrets: null}',
      /have 2 problems:\n {2}bootstrap: expected a map, got null\n {2}secrets: expected a map, got null/,
    ],
    ['glance', 'endpoints: {image: null}', /endpoints\.image: expected a map, it is missing/],
    [
      'keystone',
      'dependencies: {api: {jobs: [keystone-db-sink]}}',
      /dependencies\.api\.jobs: no chart provides the Job "keystone-db-sink"/,
    ],
    [
      'keystone',
      'dependencies: {api: {services: [{service: oslo_dbs, endpoint: internal}]}}',
      /no endpoint is named "oslo_dbs"/,
    ],
    [
      'keystone',
      'dependencies: {db_init: {jobs: [keystone-db-sync]}}',
      /db-init, db-sync.* go round in a circle/,
    ],
    [
      'glance',
      'dependencies: {ks_user: {services: [{service: image, endpoint: internal}]}}',
      /dependencies: api, bootstrap, ks-user, registry go round in a circle/,
    ],
    ['keystone', 'conf: {keystone: {token: {salt: "a\\nprovider = uuid"}}}', /line break/],
    ['keystone', 'conf: {keystone: {token: 5}}', /conf\.keystone\.token: expected a map of options, got 5/],
    ['keystone', 'conf: {keystone: {token: {salt: [{a: 1}]}}}', /got a map or a list/],
    ['mariadb', example('later-mariadb'), /replicas: expected 1, got 3/],
    ['rabbitmq', example('later-rabbitmq'), /replicas: expected 1, got 2/],
    ['mariadb', 'replicas: 3', /replicas: expected 1, got 3: mariadb is one server/],
    ['rabbitmq', 'pod: {replicas: {server: 2}}', /replicas: expected 1, got 2/],
  ] as const)
    it(`is refused by Helm itself: ${chart} with ${values.slice(0, 100)}`, async () => {
      for (const helm of helms) {
        const { exitCode, stderr } = await rendering(helm, join(folder, chart), values);
        assert.equal(exitCode, 1);
        assert.match(stderr, expected);
      }
    });

  it('has numbers as they are written, however large', async () => {
    const password = (type: string, user: string) =>
      `endpoints: {${type}: {auth: {${user}: {username: root, password: 12345678}}}}`;
    const rendered = [
      await render('keystone', password('identity', 'admin')),
      await render('keystone', `${password('oslo_db', 'user')}\nlabels: {node_selector_value: 20240101}`),
      await render('mariadb', password('oslo_db', 'admin')),
      await render('rabbitmq', password('oslo_messaging', 'user')),
      await render('memcached', 'memcached: {max_connections: 2000000, memory: 1048576}'),
    ];
    for (const text of rendered) assert.doesNotMatch(text, /\de\+\d/);
    assert.match(rendered[0]!, /OS_PASSWORD: "12345678"/);
    assert.match(rendered[1]!, /:12345678@/);
    assert.match(rendered[1]!, /openstack-control-plane": "20240101"/);
    assert.match(rendered[2]!, /MYSQL_ROOT_PASSWORD: "12345678"/);
    assert.match(rendered[3]!, /password: "12345678"/);
    assert.match(rendered[4]!, /"?2000000"?[\s\S]*"?1048576"?/);
  });

  it('has a Job’s dependants go on without it where manifests turn it off', async () => {
    const rendered = await render('keystone', 'manifests: {job_db_init: false, pdb_api: false}');
    assert.doesNotMatch(rendered, /db-init-|PodDisruptionBudget/);
    assert.match(rendered, /keystone-db-sync-\w{8}/);
  });

  it('lets bodies through the Ingress as large as Glance’s values of 2017 say, unless an annotation does', async () => {
    const ingress = (more: string) =>
      render('glance', `network: {api: {ingress: {public: true, proxy_body_size: 1024M${more}}}}`);
    assert.match(await ingress(''), /nginx\.ingress\.kubernetes\.io\/proxy-body-size: "?1024M/);
    assert.match(
      await ingress(', annotations: {nginx.ingress.kubernetes.io/proxy-body-size: 5M}'),
      /nginx\.ingress\.kubernetes\.io\/proxy-body-size: "?5M/,
    );
  });

  it('gives the file that `override` names, between prefix and append', async () => {
    const rendered = await render(
      'keystone',
      'conf: {keystone: {override: "[b]", prefix: "[a]", append: "[c]"}}',
    );
    assert.match(rendered, /keystone\.conf: "\[a\]\\n\[b\]\\n\[c\]"/);
  });
});
