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
    assert.deepEqual([code, stdout], [0, 'values.yaml is right\n']);
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
});
