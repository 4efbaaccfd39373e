import { readFileSync } from 'node:fs';
import { Command, Help } from 'commander';
import type { AddCommand } from './command/index.ts';
import { paint } from './terminal/paint.ts';
import { streams } from './terminal/streams.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Commands under their headings. */
export type Groups = Readonly<Record<string, readonly AddCommand[]>>;

/**
 * The command line. What a command needs is loaded when it runs, so that help comes at once.
 *
 * @param groups commands under their headings, in the help's order
 */
export function createProgram(groups: Groups): Command {
  const program = new Command('hawser')
    .description('Write a service once; serve it as gRPC, REST, periodic tasks and queue work.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help for a command')
    .addHelpCommand(
      new Command('help').argument('[command]').description('print help for a command').helpGroup('Shell:'),
    )
    .showSuggestionAfterError()
    .showHelpAfterError('(hawser --help says what there is)')
    .configureHelp({
      styleTitle: title => paint('bold', title),
      subcommandTerm: command =>
        Help.prototype.subcommandTerm.call(new Help(), command).replace(' [options]', ''),
    })
    .configureOutput({
      writeOut: text => streams.out.write(text),
      writeErr: text => streams.err.write(text),
    })
    .exitOverride();
  for (const [heading, members] of Object.entries(groups)) {
    program.commandsGroup(heading);
    for (const add of members) add(program);
  }
  return program;
}
