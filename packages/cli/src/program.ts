import { readFileSync } from 'node:fs';
import { Command, Help } from 'commander';
import { paint } from './terminal/paint.ts';
import { streams } from './terminal/streams.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Adds a command, with the commands below it, to the program. */
export type AddCommand = (program: Command) => void;

/** Commands by name under their headings, in the help's order. Each is a module, loaded when its command is there. */
export type CommandTable = Readonly<Record<string, Readonly<Record<string, () => Promise<AddCommand>>>>>;

/**
 * The command line. What a command needs is loaded when it runs, so that help comes at once.
 *
 * @param table all commands
 * @param called the first word of the line: a command of that name is the only one that is made, since nothing that its
 *   line can lead to speaks of the others. Default: all are made.
 */
export async function createProgram(table: CommandTable, called = ''): Promise<Command> {
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
  const groups = Object.entries(table);
  const known = groups.find(([, members]) => Object.hasOwn(members, called))?.[1][called];
  if (known) {
    (await known())(program);
    return program;
  }
  for (const [heading, members] of groups) {
    program.commandsGroup(heading);
    for (const add of await Promise.all(Object.values(members).map(load => load()))) add(program);
  }
  return program;
}
