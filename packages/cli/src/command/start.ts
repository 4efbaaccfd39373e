import type { ServerKind } from '@hawser/core';
import { type Command, InvalidArgumentError } from 'commander';
import { parseCount } from '../options.ts';
import { examples } from '../terminal/examples.ts';

const kinds: readonly ServerKind[] = ['grpc', 'rest', 'scheduler', 'worker'];

/** `hawser start`: what a container runs. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('run servers of one service, as a container does')
    .argument('<service>', 'name of a service in services/, or the path of its service.ts')
    .requiredOption(
      '-s, --server <kinds>',
      'grpc, rest, scheduler, worker: one, or several with commas',
      parseKinds,
    )
    .option('-c, --config <folder>', 'configuration (default: /opt/spaceone/<service>/config)')
    .option(
      '--processes <count>',
      'processes that share the ports (default: SERVERS.grpc.processes)',
      parseCount,
    )
    .addHelpText(
      'after',
      `${examples({
        'hawser start inventory --server grpc': 'the gRPC server',
        'hawser start inventory --server scheduler,worker': 'two kinds in one process',
        'hawser start ./service.ts --server rest --config ./config': 'a service elsewhere',
      })}\n\nLogs are JSON lines. SIGTERM drains within SERVERS.drainSeconds; a second one ends at once.`,
    )
    .action(async (service: string, options) => {
      const { runStart } = await import('../start/run.ts');
      await runStart({ service, servers: options.server, ...options });
    });
}

function parseKinds(text: string): ServerKind[] {
  const names = [...new Set(text.split(',').map(name => name.trim()))];
  for (const name of names)
    if (!kinds.includes(name as ServerKind)) throw new InvalidArgumentError(`Known are ${kinds.join(', ')}.`);
  return names as ServerKind[];
}
