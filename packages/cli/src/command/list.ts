import type { Command } from 'commander';
import { collect, parseCount } from '../options.ts';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';
import { withRemoteOptions } from './remote-options.ts';

/** `hawser list`. */
export function addList(program: Command): void {
  const command = program
    .command('list')
    .alias('ls')
    .description('list resources as a table')
    .argument('<resource>', 'inventory.CloudService; or cloud-service, where one service alone has it')
    .option('-c, --columns <names>', 'columns, with commas; dotted names reach into data')
    .option('-f, --filter <condition...>', 'all have to hold: name=value name>5 name~text (see below)')
    .option('-s, --sort <name>', 'sort by a field; -name sorts downwards', collect)
    .option('-l, --limit <count>', 'rows of a page', parseCount, 50)
    .option('--page <number>', 'which page, from 1', parseCount, 1)
    .option('-k, --keyword <text>', 'text to look for')
    .option('--count', 'only how many there are')
    .option('-p, --parameter <name=value>', 'further field of the request; may be repeated', collect)
    .addOption(outputOption());
  withRemoteOptions(command)
    .addHelpText(
      'after',
      `${examples({
        'hawser list inventory.CloudService': 'what was collected',
        'hawser list cloud-service --filter provider=host name~sshd': 'two conditions',
        'hawser list region -c name,region_code --sort -created_at': 'chosen columns, newest first',
        'hawser list cloud-service -c name,data.size --filter data.size>1000': 'inside of data',
      })}

Conditions: = != > >= < <= compare; ~ and !~ look for a part of a text; a,b stands for any of both ("a,b" for the
text itself); name? asks whether there is a value, !name? whether there is none.`,
    )
    .action(async (resource: string, options) => {
      const { runList } = await import('../resource/list.ts');
      await runList(resource, { ...options, filters: options.filter, parameters: options.parameter });
    });
}
