import { type Command, Option } from 'commander';
import { examples } from '../terminal/examples.ts';

/** `hawser config show`. */
export function addConfig(program: Command): void {
  const config = program.command('config').description('look at configurations');
  config
    .command('show')
    .description('print a service’s configuration, with where every value comes from and secrets masked')
    .argument('<service>', 'name of a service in services/, or the path of its service.ts')
    .addOption(
      new Option('-s, --server <kind>', 'with the files of this kind of server').choices([
        'grpc',
        'rest',
        'scheduler',
        'worker',
      ]),
    )
    .option(
      '-c, --config <folder>',
      'folder of its files (default: /opt/spaceone/<service>/config, else this machine’s)',
    )
    .addOption(
      new Option('-o, --output <format>', 'how it is printed').choices(['yaml', 'json']).default('yaml'),
    )
    .addHelpText(
      'after',
      examples({
        'hawser config show inventory --server worker': 'what its worker runs with',
        'hawser config show ./service.ts -c ./config -o json': '{config, sources}',
      }),
    )
    .action(async (service: string, options) => {
      const { runConfigShow } = await import('../project/show-config.ts');
      await runConfigShow(service, options);
    });
}
