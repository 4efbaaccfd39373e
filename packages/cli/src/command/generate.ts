import type { Command } from 'commander';
import { examples } from '../terminal/examples.ts';

/** `hawser generate`. */
export function addGenerate(program: Command): void {
  program
    .command('generate')
    .description('generate code from contracts: <folder>/proto into <folder>/gen')
    .argument('[folder]', 'a service’s folder, or the checkout’s root for the platform’s contracts', '.')
    .option('--check', 'write nothing; exit code 1 when the generated code is another')
    .addHelpText('after', examples({ 'hawser generate services/note': 'after a change of its contract' }))
    .action(async (folder: string, options) => {
      const { runGenerate } = await import('../new/generate.ts');
      await runGenerate(folder, options);
    });
}
