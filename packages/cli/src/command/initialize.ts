import { type Command, Option } from 'commander';
import { collect, parseCount } from '../options.ts';
import { examples } from '../terminal/examples.ts';

/** `hawser initialize`: what the initializer's Job runs. */
export function addInitialize(program: Command): void {
  program
    .command('initialize')
    .description('bring an empty platform up whose servers run: first domain, administrator, plugins')
    .argument('[file]', 'the platform’s initializer (default: platform/initialize.ts here or above)')
    .addOption(
      new Option(
        '--mode <mode>',
        'DEFAULT makes and updates, NO_UPDATE only makes, READ_ONLY only says what is missing',
      )
        .choices(['DEFAULT', 'NO_UPDATE', 'READ_ONLY'])
        .default('DEFAULT'),
    )
    .option(
      '--service <name=address>',
      'a service’s gRPC server; may be repeated (default: ENDPOINTS)',
      collect,
    )
    .option('--plugin <id=address>', 'a plugin that runs; may be repeated', collect)
    .option(
      '--credentials-secret <name>',
      'Secret that gets the administrator’s login, by the pod’s service account',
    )
    .option('--url <url>', 'where people reach the platform, kept with the login')
    .option(
      '--cluster-access <folder>',
      'collect this cluster, with the token and ca.crt of a service account',
    )
    .option('--cluster-server <url>', 'its API (default: https://kubernetes.default.svc)')
    .option('--collect', 'collect once, when the collector has just been made')
    .option('--wait <seconds>', 'how long to wait for the servers', parseCount, 300)
    .option('-c, --config <folder>', 'ENDPOINTS and TOKEN_INFO (default: /opt/spaceone/initializer/config)')
    .addHelpText(
      'after',
      `${examples({
        'hawser initialize --service identity=grpc://identity:50051 --credentials-secret hawser-admin':
          'in a Job',
        'hawser initialize --mode READ_ONLY': 'what it would do',
      })}\n\nRun again, it finds everything there. The system token is read from TOKEN_INFO or TOKEN.`,
    )
    .action(async (file: string | undefined, options) => {
      const { runInitialize } = await import('../initialize/run.ts');
      await runInitialize(file, options);
    });
}
