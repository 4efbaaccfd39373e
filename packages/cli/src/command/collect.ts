import type { Command } from 'commander';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

/** `hawser collect`. */
export function addCollect(program: Command): void {
  program
    .command('collect')
    .description('start a collector and follow its job')
    .argument('<collector>', 'its id or its name')
    .option('--secret <id>', 'collect with this secret alone')
    .option('--no-wait', 'only start it')
    .addOption(outputOption())
    .addHelpText(
      'after',
      `${examples({
        'hawser collect "This machine"': 'with a progress bar',
        'hawser collect collector-1 --no-wait -o json': 'the job, for a script',
      })}\n\nCtrl-C asks whether to leave the job running or to cancel it. Exit code 1 when the job fails.`,
    )
    .action(async (collector: string, options) => {
      const { runCollect } = await import('../collect/run.ts');
      await runCollect(collector, options);
    });
}
