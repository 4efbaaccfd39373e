import type { Command, Option } from 'commander';
import { namesOf } from './names.ts';

/** Something that may stand at the place of the cursor. */
export interface Candidate {
  value: string;
  description: string;
}

/**
 * What may stand in place of the last of the words. Nothing when any text may, such as a file's name.
 *
 * @param words what follows `hawser` on the line, the last one being typed
 */
export async function complete(program: Command, words: readonly string[]): Promise<Candidate[]> {
  // Bash splits `--output=json` at the sign.
  const parts = words.filter((word, i) => word !== '=' || i === words.length - 1);
  const typed = parts.at(-1) === '=' ? '' : (parts.at(-1) ?? '');
  const { command, option, positionals } = walk(program, parts.slice(0, -1));
  const all = option
    ? await valuesOf(option)
    : typed.startsWith('-')
      ? optionsOf(command)
      : [...commandsOf(command), ...(await argumentsOf(command, positionals))];
  return all.filter(({ value }) => value.startsWith(typed)).map(oneLine);
}

/** Where the cursor is: in which command, after which option that takes a value, after how many arguments. */
function walk(program: Command, words: readonly string[]) {
  let command = program;
  let option: Option | undefined;
  let positionals = 0;
  for (const word of words) {
    if (option) {
      option = undefined;
    } else if (word.startsWith('-') && word.length > 1) {
      const found = command.options.find(({ long, short }) => word === long || word === short);
      option = found?.required ? found : undefined;
    } else {
      const below = command.commands.find(sub => sub.name() === word || sub.aliases().includes(word));
      if (below) command = below;
      else positionals++;
    }
  }
  return { command, option, positionals };
}

function commandsOf(command: Command): Candidate[] {
  const help = command.createHelp();
  return help
    .visibleCommands(command)
    .map(sub => ({ value: sub.name(), description: help.subcommandDescription(sub) }));
}

function optionsOf(command: Command): Candidate[] {
  const help = command.createHelp();
  return help
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long ? [{ value: long, description }] : []));
}

function valuesOf({ argChoices, long }: Option): Candidate[] | Promise<Candidate[]> {
  if (argChoices) return argChoices.map(value => ({ value, description: '' }));
  return long === '--service' ? namesOf('service') : [];
}

function argumentsOf(command: Command, positionals: number): Candidate[] | Promise<Candidate[]> {
  const all = command.registeredArguments;
  const argument = all[positionals] ?? (all.at(-1)?.variadic ? all.at(-1) : undefined);
  if (!argument) return [];
  if (argument.argChoices) return argument.argChoices.map(value => ({ value, description: '' }));
  return namesOf(argument.name());
}

const oneLine = ({ value, description }: Candidate): Candidate => ({
  value,
  description: description.replace(/\s+/g, ' '),
});
