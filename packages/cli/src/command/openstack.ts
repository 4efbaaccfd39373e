import { type Command, InvalidArgumentError, Option } from 'commander';
import { collect, parseCount } from '../options.ts';
import { examples } from '../terminal/examples.ts';
import { parseNamespace } from './tars.ts';

const chartOption = () =>
  new Option(
    '--chart <name>',
    'which chart; may be repeated, the values are the last one’s (default: mariadb, memcached, rabbitmq, keystone)',
  ).argParser(collect);

/** `hawser openstack`: charts with OpenStack-Helm's values. */
export function addOpenStack(program: Command): void {
  const openstack = program
    .command('openstack')
    .description(
      'run OpenStack services on Kubernetes from OpenStack-Helm’s values, with what they depend on',
    );
  openstack
    .command('check')
    .description('name everything that is wrong in a values.yaml, with lines, and what has no effect')
    .argument('<values>', 'a values.yaml of an OpenStack-Helm chart')
    .addOption(chartOption())
    .action(async (values: string, options) => {
      const { runOpenStackCheck } = await import('../openstack/check.ts');
      await runOpenStackCheck(values, options);
    });
  openstack
    .command('deploy')
    .description('install Keystone and what it depends on, or upgrade them, and wait until all is ready')
    .argument('<namespace>', 'made if it isn’t there', parseNamespace)
    .argument(
      '[values]',
      'a values.yaml of OpenStack-Helm’s Keystone, as it is (default: the chart’s values)',
    )
    .addOption(chartOption())
    .option('--wait-image <image>', 'the image with `hawser wait` (default: images.wait of the values)')
    .option('--timeout <seconds>', 'how long it may take; 0 doesn’t wait', parseSeconds, 600)
    .addOption(new Option('--helm <major>', 'which Helm does it').choices(['3', '4']).default('4'))
    .addHelpText(
      'after',
      examples({
        'hawser openstack deploy openstack values.yaml': 'MariaDB, memcached, RabbitMQ and Keystone',
        'hawser openstack deploy openstack db.yaml --chart mariadb': 'one of them, with values of its own',
      }),
    )
    .action(async (namespace: string, values: string | undefined, options) => {
      const { runOpenStackDeploy } = await import('../openstack/deploy.ts');
      await runOpenStackDeploy(namespace, values, options);
    });
}

function parseSeconds(text: string): number {
  if (text === '0') return 0;
  const seconds = parseCount(text);
  if (seconds > 86_400) throw new InvalidArgumentError('It is at most a day: 86400.');
  return seconds;
}
