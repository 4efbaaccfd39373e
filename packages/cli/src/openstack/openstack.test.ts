import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { here } from '../../test/hawser.ts';

const folder = mkdtempSync(join(tmpdir(), 'hawser-openstack-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'values.yaml');

/** Runs `hawser openstack check` on a text. */
function check(text: string, ...options: string[]) {
  writeFileSync(file, text);
  return here(['openstack', 'check', file, ...options]);
}

describe('hawser openstack check', () => {
  it('says what has no effect in a file that is right', async () => {
    const { code, stdout, stderr } = await check('replicas: 2\nimages:\n  dep_check: a/b\n');
    assert.deepEqual([code, stdout], [0, 'values.yaml is right for keystone\n']);
    assert.equal(
      stderr,
      'note: values.yaml:3 images.dep_check: has no effect: `hawser wait` of images.wait waits instead\n',
    );
  });

  it('names all that is wrong, with lines', async () => {
    const { code, stderr } = await check('labels:\nimages:\n  dep_check: a/b\nreplica: 2\n');
    assert.equal(code, 1);
    assert.equal(
      stderr,
      `error VALUES_INVALID: values.yaml has 2 problems:
  values.yaml:1 labels: expected a map, got null
  values.yaml:4 replica: unknown key; did you mean "replicas"?
`,
    );
  });

  it('takes a file as the chart’s that is named last', async () => {
    const { code, stderr } = await check('replicas: 3\n', '--chart', 'memcached', '--chart', 'mariadb');
    assert.equal(code, 1);
    assert.match(stderr, /values\.yaml:1 replicas: expected 1, got 3: .*no Galera cluster is made/);
    const { code: unknown, stderr: said } = await check('replicas: 3\n', '--chart', 'mariabd');
    assert.equal(unknown, 2);
    assert.match(said, /there is no chart "mariabd"[\s\S]*did you mean "mariadb"\?/);
  });

  it('knows files of TARS', async () => {
    const { code, stderr } = await check('app: Base\nserver: Hello\nservants: []\n');
    assert.equal(code, 1);
    assert.match(stderr, /is no values file of OpenStack-Helm[\s\S]*hawser tars/);
  });

  it('takes a file as the chart’s that it is of, and says so of one that there is no chart for', async () => {
    const memcached = 'images: {tags: {memcached: a/b}, dep_check: a/c}\nlabels: {node_selector_key: a}\n';
    assert.match((await check(memcached)).stdout, /is right for memcached/);
    const { code, stderr } = await check('images: {tags: {nova_api: a/b}}\npod: {lifecycle: {}}\n');
    assert.equal(code, 1);
    assert.match(stderr, /is a values file of nova, and there is no chart for it[\s\S]*there are mariadb, /);
  });

  it('names what Helm’s reader of YAML doesn’t take', async () => {
    const { code, stderr } = await check('replicas: 1\nconf:\n  keystone:\n\t\n    token: {}\n');
    assert.equal(code, 1);
    assert.match(stderr, /values\.yaml:4: Helm can’t read this: .*a tab begins the line/);
  });
});

describe('a values.yaml of OpenStack-Helm in place of a chart', () => {
  const text =
    'images: {tags: {memcached: a/b}, dep_check: a/c}\nlabels: {node_selector_key: a}\nreplicas: 2\n';

  it('is rendered, checked, packaged and described as the chart that it is of', async () => {
    writeFileSync(file, text);
    const { code, stdout, stderr } = await here(['chart', 'render', file, '-o', 'json']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /note: values\.yaml:1 images\.dep_check: has no effect/);
    const objects = JSON.parse(stdout) as { kind: string; spec: { replicas: number } }[];
    assert.equal(objects.find(({ kind }) => kind === 'Deployment')?.spec.replicas, 2);
    assert.deepEqual((await here(['chart', 'lint', file])).stdout, '1 chart, nothing wrong\n');
    const schema = JSON.parse((await here(['chart', 'schema', file])).stdout) as { properties: object };
    assert.ok('memcached' in schema.properties);
    const packaged = await here(['chart', 'package', file, '-o', 'json'], { cwd: folder });
    assert.match(packaged.stdout, /"name": "memcached"/);
  });

  it('is refused where it is of no chart that there is, or says of none', async () => {
    writeFileSync(file, 'images: {tags: {nova_api: a/b}}\npod: {lifecycle: {}}\n');
    const nova = await here(['chart', 'render', file]);
    assert.deepEqual([nova.code, /OpenStack-Helm’s nova/.test(nova.stderr)], [2, true], nova.stderr);
    writeFileSync(file, 'replicas: 2\n');
    assert.match((await here(['chart', 'lint', file])).stderr, /hawser openstack check --chart/);
  });

  it('is deployed as the chart that it is of alone', async () => {
    writeFileSync(file, text);
    const { code, stderr } = await here(['openstack', 'deploy', 'none', file]);
    assert.equal(code, 2);
    assert.match(stderr, /is a values file of memcached, not of keystone[\s\S]*add --chart memcached/);
  });
});
