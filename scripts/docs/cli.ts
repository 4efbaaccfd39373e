import type { Command } from 'commander';
import { commands } from '../../packages/cli/src/command/index.ts';
import { createProgram } from '../../packages/cli/src/program.ts';
import { generatedBy } from './table.ts';

/** Columns that the help is laid out for. */
const width = 100;

/** The reference of the command line: the help of every command. */
export async function cliPage(): Promise<string> {
  const program = await createProgram(commands);
  const sections = commandsBelow(program, []).map(([name, command]) => {
    const level = '#'.repeat(Math.min(name.split(' ').length, 3));
    return `${level}# ${name}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``;
  });
  return `${generatedBy('the help of packages/cli')}
# Command line

In a checkout, \`npx hawser …\`. Exit codes: 0, done; 1, what was asked for failed; 2, the command line can't be understood.
Errors are on standard error: a line with the cause, and one with the way out. Colours follow \`NO_COLOR\` and
\`FORCE_COLOR\`; where the output isn't a terminal, it is plain lines.

| Variable | Is |
| --- | --- |
| \`HAWSER_DATA\` | the data folder of the platform on this machine; default \`.hawser\` in the working folder |
| \`HAWSER_CONFIG\` | further configuration files, see [Configuration](configuration.md#layers) |
| \`HAWSER_<KEY>__<KEY>\` | configuration, see [Configuration](configuration.md#environment-variables) |
| \`NODE_DEBUG=hawser\` | prints the stack of errors |

## hawser

\`\`\`text
${helpOf(program)}
\`\`\`

${sections.join('\n\n')}
`;
}

/** Every command that does something, by its full name, in the order of the help. */
export function commandsBelow(command: Command, path: readonly string[]): (readonly [string, Command])[] {
  const children = command.createHelp().visibleCommands(command);
  return children
    .filter(child => child.name() !== 'help')
    .flatMap(child => {
      const name = [...path, child.name()];
      return child.commands.length > 0
        ? commandsBelow(child, name)
        : [[['hawser', ...name].join(' '), child] as const];
    });
}

function helpOf(command: Command): string {
  const lines: string[] = [];
  command.configureHelp({ ...command.configureHelp(), helpWidth: width, styleTitle: title => title });
  command.configureOutput({ writeOut: text => lines.push(text), getOutHasColors: () => false });
  command.outputHelp();
  return lines.join('').trimEnd();
}
