import { Argument, type Command } from 'commander';
import { examples } from '../terminal/examples.ts';
import { streams } from '../terminal/streams.ts';

/** `hawser completion`, and the hidden command that its scripts call. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a script that completes this command in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh']))
    .addHelpText(
      'after',
      examples({
        'source <(hawser completion bash)': 'in ~/.bashrc',
        'source <(hawser completion zsh)': 'in ~/.zshrc, after compinit',
      }),
    )
    .action(async (shell: 'bash' | 'zsh') => {
      const { scripts } = await import('../completion/scripts.ts');
      streams.out.write(scripts[shell]);
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: string[]) => {
      const { complete } = await import('../completion/complete.ts');
      const found = await complete(program, words);
      streams.out.write(found.map(({ value, description }) => `${value}\t${description}\n`).join(''));
    });
}
