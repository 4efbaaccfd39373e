import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { CliError, usageError } from '../error.ts';
import { ancestors } from '../project/find.ts';
import { streams } from '../terminal/streams.ts';
import { checkout } from './checkout.ts';
import { generate } from './generate.ts';
import { linkFramework } from './link.ts';
import { addToPlatform } from './platform-file.ts';

/** A service that works, under a name of two words: every way to write a name can be told from the others. */
const template = join(checkout, 'packages/cli/template/service');
const words = ['item', 'store'];

/** The ways in which files and texts write a name. */
const spellings: readonly ((words: readonly string[]) => string)[] = [
  parts => parts.join('-'),
  parts => parts.join('_'),
  parts => parts.map(word => `${word[0]!.toUpperCase()}${word.slice(1)}`).join(''),
];

/** Writes a service from the template, generates its code and says what comes next. */
export async function runNewService(name: string): Promise<void> {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name))
    throw usageError(
      `"${name}" is no name of a service`,
      'lower-case words joined by hyphens, such as cost-analysis',
    );
  const cwd = process.cwd();
  const folder = existsSync(join(cwd, 'services')) ? join(cwd, 'services', name) : join(cwd, name);
  if (existsSync(folder)) throw usageError(`${folder} is there already`);
  cpSync(template, folder, { recursive: true, filter: path => basename(path) !== 'gen' });
  rename(folder, name.split('-'));
  linkFramework(folder);
  const shown = relative(cwd, folder);
  if ((await generate(['--module', join(folder, 'proto'), '--out', join(folder, 'gen')])) !== 0) {
    throw new CliError(`${shown} is written, but its code couldn't be generated`, {
      hint: `\`hawser doctor\` looks for what is missing; then run \`hawser generate ${shown}\``,
    });
  }
  const root = ancestors(cwd).find(above => existsSync(join(above, 'platform.ts')));
  const added = root === undefined ? undefined : addToPlatform(join(root, 'platform.ts'), folder, name);
  streams.out.write(`${nextSteps(shown, name, added).join('\n')}\n`);
}

function nextSteps(folder: string, name: string, added: boolean | undefined): string[] {
  const service = `${spellings[2]!(name.split('-'))}Service`;
  return [
    `${folder} is ready.${added ? ' platform.ts has it, too.' : ''}`,
    ...(added === false ? ['Add it to the services of platform.ts, to run it with the others.'] : []),
    'Try next:',
    `  ${testCommand(folder)}`,
    added ? '  hawser up' : `  cd ${folder} && hawser up`,
    `  hawser call ${name}.${service}.CreateItem -p name=lamp`,
    `  hawser list ${name}.Item`,
  ];
}

/** What runs the tests of the service: `npm test` where it looks, else a Node.js that runs the sources. */
function testCommand(folder: string): string {
  if (process.cwd() === checkout && /^(services|examples)[/\\]/.test(folder)) return `npm test -- ${folder}`;
  const { stdout } = spawnSync('node', ['--print', 'process.versions.node'], { encoding: 'utf8' });
  const node = Number.parseInt(stdout ?? '', 10) >= 24 ? 'node' : process.execPath;
  return `${node} --test ${join(folder, 'src/service/*.test.ts')}`;
}

/** Puts the new name for the template's into every file and every path. */
function rename(folder: string, name: readonly string[]): void {
  const renamed = (text: string) =>
    spellings.reduce((result, spell) => result.replaceAll(spell(words), spell(name)), text);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, renamed(readFileSync(file, 'utf8')));
  }
  // Deepest first, so that no path changes under what is still to be renamed.
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort(
    (a, b) => b.length - a.length,
  );
  for (const path of paths) {
    const to = join(dirname(path), renamed(basename(path)));
    if (to !== path) renameSync(join(folder, path), join(folder, to));
  }
}
