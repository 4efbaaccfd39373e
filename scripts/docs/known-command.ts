import type { Command } from 'commander';

/** The first word of a command line that the program doesn't know as a command or an option; undefined when it knows all. */
export function unknownPart(program: Command, line: string): string | undefined {
  const words = line.trim().split(/\s+/).slice(1);
  let command = program;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '…' || word === '...') return undefined;
    const child = command.commands.find(one => one.name() === word || one.aliases().includes(word));
    if (child) {
      command = child;
      continue;
    }
    if (word.startsWith('-') && word.length > 1) {
      const [flag] = word.split('=');
      const options = [...command.options, ...program.options];
      const known = options.some(({ long, short }) => flag === long || flag === short);
      if (!known && flag !== '--help' && flag !== '-h') return flag;
      continue;
    }
    // What comes after the last command is its arguments.
    if (command.commands.length > 0) return word;
  }
  return undefined;
}
