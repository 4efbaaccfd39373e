import type { Command } from 'commander';
import { collect } from '../options.ts';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';
import { withRemoteOptions } from './remote-options.ts';

/** `hawser get`. */
export function addGet(program: Command): void {
  const command = program
    .command('get')
    .description('print one resource')
    .argument('<resource>', 'inventory.CloudService; or cloud-service, where one service alone has it')
    .argument('[id]', 'its id')
    .option('-p, --parameter <name=value>', 'field of the request; may be repeated', collect)
    .addOption(outputOption());
  withRemoteOptions(command)
    .addHelpText(
      'after',
      examples({
        'hawser get region region-1': 'by its id',
        'hawser get identity.UserProfile -o yaml': 'one that needs none',
      }),
    )
    .action(async (resource: string, id: string | undefined, options) => {
      const { runGet } = await import('../resource/get.ts');
      await runGet(resource, id, { ...options, parameters: options.parameter });
    });
}
