import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { it } from 'node:test';
import { writeProject } from '../../../test/image-project.ts';
import { writeFiles } from '../../../test/platform.ts';
import { readProject } from '../workspace/project.ts';
import { packageFiles } from './sources.ts';

const filesOf = (root: string) =>
  packageFiles(root, [readProject(root).workspaces.get('@ship/engine')!])[0]!.files.toSorted();

it('takes what runs, and nothing that git ignores', () => {
  const root = writeProject();
  writeFiles(root, {
    '.gitignore': '*.key\nleft/\n',
    'services/engine/.env': 'A=1\n',
    'services/engine/a.key': 'secret\n',
    'services/engine/left/over.js': '\n',
    'services/engine/left.js': '\n',
    'services/engine/src/testdata/x.json': '{}\n',
    'services/engine/docs/x.txt': '\n',
  });
  const all = ['a.key', 'left.js', 'left/over.js', 'service.ts'].map(file => `services/engine/${file}`);
  assert.deepEqual(filesOf(root), all);
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  assert.deepEqual(filesOf(root), ['services/engine/left.js', 'services/engine/service.ts']);
});

it('takes what a package publishes where it says so', () => {
  const root = writeProject();
  writeFiles(root, {
    'services/engine/package.json': '{"name": "@ship/engine", "files": ["service.ts", "gen", "*.json"]}\n',
    'services/engine/gen/a/b.js': '\n',
    'services/engine/genes.js': '\n',
    'services/engine/x.json': '{}\n',
  });
  const files = ['gen/a/b.js', 'service.ts', 'x.json'].map(file => `services/engine/${file}`);
  assert.deepEqual(filesOf(root), files);
});
