import type { Command } from 'commander';
import { parseCount } from '../options.ts';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

/** `hawser migrate`. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring a service’s database up to date; one that isn’t there is made')
    .argument('[service]', 'name of a service in services/, or the path of its service.ts')
    .option('-a, --all', 'every service of the project')
    .option(
      '--wait <seconds>',
      'how long to wait for a database that is away (default: not at all)',
      parseCount,
    )
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
        'hawser migrate inventory --wait 300': 'as a Job does, beside a database that starts',
        'hawser migrate --all --status': 'how all stand',
      }),
    )
    .action(async (service: string | undefined, options) => {
      const { runMigrate } = await import('../project/migrate.ts');
      await runMigrate(service, options);
    });
}
