import { type Command, Option } from 'commander';
import { parsePort } from '../options.ts';
import { examples } from '../terminal/examples.ts';

/** `hawser up`. */
export function addUp(program: Command): void {
  program
    .command('up')
    .description('run the platform on this machine, with its database and plugins')
    .argument('[service...]', 'run these services alone, without plugins and set-up')
    .option('-p, --port <port>', 'port of REST, its page and metrics; 0 takes a free one', parsePort, 8080)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data <folder>', 'where everything is kept (default: $HAWSER_DATA, else .hawser)')
    .option('--any-ports', 'take free ports for gRPC, instead of the services’ own')
    .option('-w, --watch', 'start again when a source changes')
    .addOption(
      new Option('-o, --output <format>', 'how it tells what happens; json is an object a line')
        .choices(['table', 'json'])
        .default('table'),
    )
    .addHelpText(
      'after',
      examples({
        'hawser up': 'the whole platform',
        'hawser up identity --watch': 'one service, started again at each change',
        'hawser up --data /tmp/try --port 0 --any-ports': 'a second one beside it',
      }),
    )
    .action(async (services: string[], options) => {
      const { runUp } = await import('../up/run.ts');
      await runUp({ services, ...options });
    });
}
