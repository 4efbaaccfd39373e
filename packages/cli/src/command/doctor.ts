import type { Command } from 'commander';
import { outputOption } from '../terminal/output.ts';

/** `hawser doctor`. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check what Hawser needs on this machine, and what to do about what is missing')
    .option('--data <folder>', 'the data folder to look at (default: $HAWSER_DATA, else .hawser)')
    .addOption(outputOption())
    .action(async options => {
      const { runDoctor } = await import('../doctor/run.ts');
      await runDoctor(options);
    });
}
