import type { Command } from 'commander';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

/** `hawser migrate`. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring a service’s database up to date')
    .argument('[service]', 'name of a service in services/, or the path of its service.ts')
    .option('-a, --all', 'every service of the project')
    .option('--status', 'only say how the steps stand; exit code 1 when one is missing or edited')
    .option(
      '-c, --config <folder>',
      'folder of its files (default: /opt/spaceone/<service>/config, else this machine’s)',
    )
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples({
        'hawser migrate inventory': 'apply what is missing',
        'hawser migrate --all --status': 'how all stand',
      }),
    )
    .action(async (service: string | undefined, options) => {
      const { runMigrate } = await import('../project/migrate.ts');
      await runMigrate(service, options);
    });
}
