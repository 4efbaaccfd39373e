import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commands } from '../../packages/cli/src/command/index.ts';
import { createProgram } from '../../packages/cli/src/program.ts';
import { unknownPart } from './known-command.ts';
import { anchorsOf, codeBlocks, commandsOf, findPages, linksOf, readPage } from './markdown.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = findPages(root);
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts as Record<
  string,
  string
>;

const program = await createProgram(commands);

describe('reading a page', () => {
  const page = [
    '# A page',
    'A [link](other.md#part), ![a picture](start.svg), `[no](link)` and `npx hawser up --watch`.',
    '```ts service.ts',
    'const a = "[no](link.md)";',
    '```',
    '```sh',
    'cd examples/hello && npx hawser up   # `runs it`',
    'HAWSER_DATA=/tmp npm test -- \\',
    '  examples/hello',
    '```',
    '## A `part`, or two',
    '## A part, or two',
  ].join('\n');

  it('finds links outside of code, blocks with their files, and anchors as GitHub makes them', () => {
    assert.deepEqual(linksOf(page), [
      { target: 'other.md#part', line: 2 },
      { target: 'start.svg', line: 2 },
    ]);
    assert.deepEqual(
      codeBlocks(page).map(({ language, file }) => [language, file]),
      [
        ['ts', 'service.ts'],
        ['sh', undefined],
      ],
    );
    assert.deepEqual([...anchorsOf(page)], ['a-page', 'a-part-or-two', 'a-part-or-two-1']);
  });

  it('finds command lines in shell blocks and in prose', () => {
    assert.deepEqual(commandsOf(page, 'hawser'), ['hawser up', 'hawser up --watch']);
    assert.deepEqual(
      commandsOf(page, 'npm').map(line => line.replace(/\s+/g, ' ')),
      ['npm test -- examples/hello'],
    );
  });

  it('knows a command that is not there, and an option', () => {
    assert.equal(unknownPart(program, 'hawser up --watch identity'), undefined);
    assert.equal(unknownPart(program, 'hawser queue ls inventory'), undefined);
    assert.equal(unknownPart(program, 'hawser fly'), 'fly');
    assert.equal(unknownPart(program, 'hawser queue fly'), 'fly');
    assert.equal(unknownPart(program, 'hawser up --wacht'), '--wacht');
  });
});

describe('every page', () => {
  for (const path of pages) {
    const page = readPage(root, path);

    it(`${path} links to what is there`, () => {
      const broken = linksOf(page).filter(({ target }) => {
        if (/^[a-z]+:/.test(target)) return false;
        const [file, anchor] = target.split('#') as [string, string?];
        const linked = file === '' ? path : normalize(join(dirname(path), file));
        if (!existsSync(join(root, linked))) return true;
        return anchor !== undefined && !anchorsOf(readPage(root, linked)).has(anchor);
      });
      assert.deepEqual(broken, []);
    });

    it(`${path} names commands that there are`, () => {
      const unknown = commandsOf(page, 'hawser').filter(line => unknownPart(program, line) !== undefined);
      assert.deepEqual(unknown, []);
      const builtIn = ['ci', 'install', 'start', 'test'];
      const names = commandsOf(page, 'npm').map(line => /^npm (?:run )?(\S+)/.exec(line)?.[1] ?? '');
      assert.deepEqual(
        names.filter(name => !builtIn.includes(name) && !Object.hasOwn(scripts, name)),
        [],
      );
    });
  }
});
