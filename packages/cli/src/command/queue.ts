import { type Command, Option } from 'commander';
import { parseCount } from '../options.ts';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

const states = ['waiting', 'delayed', 'active', 'completed', 'cancelled', 'dead'];
const folder = 'folder of its files (default: /opt/spaceone/<service>/config, else this machine’s)';

/** `hawser queue ls`, `requeue` and `cancel`. */
export function addQueue(program: Command): void {
  const queue = program.command('queue').description('look at jobs, and send dead ones again');
  queue
    .command('ls')
    .description('list jobs, newest first, and how many there are')
    .argument('[service]', 'whose queues (default: those of all services of the project)')
    .addOption(new Option('-s, --state <state>', 'only jobs in this state').choices(states))
    .option('-l, --limit <count>', 'jobs of each queue, 1000 at most', parseCount, 50)
    .option('-c, --config <folder>', folder)
    .addOption(outputOption())
    .addHelpText('after', examples({ 'hawser queue ls inventory --state dead': 'its dead letters' }))
    .action(async (service: string | undefined, options) => {
      const { runQueueList } = await import('../queue/list.ts');
      await runQueueList(service, options);
    });
  queue
    .command('requeue')
    .description('give a dead or cancelled job all its attempts again')
    .argument('[id]', 'its id')
    .option('-a, --all', 'all dead letters')
    .option('--service <service>', 'only in this service’s queues')
    .option('-c, --config <folder>', folder)
    .addHelpText(
      'after',
      examples({
        'hawser queue requeue 1f0c2b': 'one job',
        'hawser queue requeue --all --service inventory': 'every dead letter of a service',
      }),
    )
    .action(async (id: string | undefined, options) => {
      const { runRequeue } = await import('../queue/change.ts');
      await runRequeue(id, options);
    });
  queue
    .command('cancel')
    .description('cancel a job; one that runs is asked to end')
    .argument('<id>', 'its id')
    .option('--service <service>', 'only in this service’s queues')
    .option('-c, --config <folder>', folder)
    .action(async (id: string, options) => {
      const { runCancel } = await import('../queue/change.ts');
      await runCancel(id, options);
    });
}
