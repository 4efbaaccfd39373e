import { type Command, InvalidArgumentError } from 'commander';
import { collect } from '../options.ts';
import { examples } from '../terminal/examples.ts';

/** `hawser wait`: the first step of a pod. */
export function addWait(program: Command): void {
  program
    .command('wait')
    .description('wait until what a pod needs is there, and say what it waits for')
    .optionsGroup('Conditions, which all have to hold; each may be repeated:')
    .option(
      '--service <name=address>',
      'the gRPC server answers SERVING: identity=grpc://identity:50051',
      collect,
    )
    .option('--http <url>', 'it answers with a status below 400', collect)
    .option('--tcp <host:port>', 'it takes connections', collect)
    .option('--migrated <service>', 'the service’s database has all its migrations', collect)
    .optionsGroup('Conditions read from the Kubernetes API, by the pod’s service account:')
    .option('--job <name>', 'the Job has completed', collect)
    .option('--kubernetes-service <name>', 'the Service has a ready endpoint', collect)
    .option('--pod <label=value>', 'a pod with the label is ready', collect)
    .option('--daemonset <name>', 'its pods are ready; with $NODE_NAME, the one of this node', collect)
    .option('--container <pod/name>', 'the container is ready', collect)
    .optionsGroup('Options:')
    .option('-c, --config <folder>', 'configuration for --migrated (default: /opt/spaceone/<service>/config)')
    .option('--timeout <seconds>', 'give up then, with exit code 1', parseSeconds, 600)
    .option('--interval <seconds>', 'pause between two looks', parseSeconds, 1)
    .addHelpText(
      'after',
      `${examples({
        'hawser wait --migrated inventory --service identity=grpc://identity:50051': 'before a server starts',
        'hawser wait --job keystone-db-sync --kubernetes-service mariadb': 'as charts of others do',
      })}\n\nA line for each change, and every 30 s what is missing. The pod’s message (kubectl describe pod) says it too.`,
    )
    .action(async options => {
      const { runWait } = await import('../wait/run.ts');
      await runWait(options);
    });
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds < 0.1 || seconds > 86_400)
    throw new InvalidArgumentError('It is a number of seconds, from 0.1 to 86400.');
  return seconds;
}
