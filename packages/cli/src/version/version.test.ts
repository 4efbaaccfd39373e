import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { temporaryFolder, writeFiles, writePlatform } from '../../../delivery/test/platform.ts';
import { here } from '../../test/hawser.ts';

describe('hawser version', () => {
  const root = temporaryFolder();
  writePlatform(root, '1.4.2');
  for (const name of ['bridge', 'engine']) {
    writeFiles(root, {
      [`services/${name}/service.ts`]: `export default {\n  name: '${name}',\n  version: '1.4.2',\n};\n`,
      [`services/${name}/package.json`]: `{ "name": "@fleet/${name}", "version": "1.4.2" }\n`,
    });
  }
  after(() => rmSync(root, { recursive: true, force: true }));
  const run = (...args: string[]) => here(['version', ...args], { cwd: root });

  it('lists what has one', async () => {
    const { stdout } = await run('ls');
    assert.match(
      stdout,
      /^NAME +VERSION +CHART\nbridge +1\.4\.2 +\/\S+bridge\/deploy\/helm\nengine .*\nship +1\.4\.2 /,
    );
  });

  it('says what it would change, and changes nothing', async () => {
    const { stdout } = await run('bump', 'sprint', 'engine', '--extra', 'rc.1', '--dry-run', '-o', 'json');
    assert.deepEqual(JSON.parse(stdout), {
      changes: [{ name: 'engine', from: '1.4.2', to: '1.4.3-rc.1' }],
      files: [
        'deploy/helm/ship/Chart.yaml',
        'services/engine/deploy/helm/Chart.yaml',
        'services/engine/deploy/helm/values.yaml',
        'services/engine/package.json',
        'services/engine/service.ts',
      ],
      written: false,
    });
    assert.match(readFileSync(join(root, 'services/engine/service.ts'), 'utf8'), /'1\.4\.2'/);
  });

  it('raises', async () => {
    const { stdout } = await run('bump', 'sprint', 'engine', '--extra', 'rc.1');
    assert.equal(stdout, 'NAME    FROM   TO\nengine  1.4.2  1.4.3-rc.1\nchanged 5 files\n');
    assert.match((await run('ls')).stdout, /engine +1\.4\.3-rc\.1/);
  });

  it('says what can not be', async () => {
    const { code, stderr } = await run('bump', 'sprint', 'bridg');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^error SERVICE_UNKNOWN: nothing is called "bridg"; did you mean "bridge"\?\n→ there are /,
    );
    assert.equal((await run('bump', 'patch')).code, 2);
  });
});
