import type { Command } from 'commander';
import { examples } from '../terminal/examples.ts';

/** `hawser new service`. */
export function addNew(program: Command): void {
  const command = program.command('new').description('start something new from a template');
  command
    .command('service')
    .description(
      'write a service that passes its own tests: contract, logic, migration, test, generated code',
    )
    .argument('<name>', 'lower-case words joined by hyphens, such as cost-analysis')
    .addHelpText('after', examples({ 'hawser new service note': 'into services/note, else into ./note' }))
    .action(async (name: string) => {
      const { runNewService } = await import('../new/service.ts');
      await runNewService(name);
    });
}
