import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseCount } from '../options.ts';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

const helmOption = () => new Option('--helm <major>', 'which Helm does it').choices(['3', '4']).default('4');

/** `hawser tars`: what TARS's `exec-build.sh`, `exec-helm.sh` and `exec-deploy.sh` do, with their arguments. */
export function addTars(program: Command): void {
  const tars = program
    .command('tars')
    .description('run TARS servers on Kubernetes from their values.yaml, without the TARS framework');
  tars
    .command('check')
    .description('name everything that is wrong in a values.yaml, with lines, and what has no effect')
    .argument('<values>', 'a server’s values.yaml')
    .action(async (values: string) => {
      const { runTarsCheck } = await import('../tars/package.ts');
      await runTarsCheck(values);
    });
  tars
    .command('package')
    .description('make a chart package of a values.yaml, as exec-helm.sh does')
    .argument('<values>', 'a server’s values.yaml')
    .argument('<tag>', 'tag of its image, and part of the release’s id', parseTag)
    .option('-d, --destination <folder>', 'where the package is written', '.')
    .addHelpText(
      'after',
      examples({ 'hawser tars package values.yaml v1.0.0': 'base-helloserver-1.0.0.tgz' }),
    )
    .action(async (values: string, tag: string, options) => {
      const { runTarsPackage } = await import('../tars/package.ts');
      await runTarsPackage(values, tag, options);
    });
  tars
    .command('deploy')
    .description('release a package, or a values.yaml, into a namespace, as exec-deploy.sh does')
    .argument('<namespace>', 'made if it isn’t there')
    .argument('<package>', 'a package of `hawser tars package`, or a values.yaml')
    .option('-t, --tag <tag>', 'with a values.yaml: tag of its image', parseTag, 'latest')
    .option('--timeout <seconds>', 'how long pods may take to be ready; 0 doesn’t wait', parseSeconds, 300)
    .addOption(helmOption())
    .addHelpText(
      'after',
      examples({
        'hawser tars deploy games base-helloserver-1.0.0.tgz': 'a package',
        'hawser tars deploy games values.yaml --tag v1.0.0': 'package and release in one',
      }),
    )
    .action(async (namespace: string, file: string, options) => {
      const { runTarsDeploy } = await import('../tars/deploy.ts');
      await runTarsDeploy(namespace, file, options);
    });
  const config = tars.command('config').description('versions of a server’s files');
  config
    .command('history')
    .description('list the versions that the cluster keeps, newest first')
    .argument('<namespace>')
    .argument('<server>', '<app>-<server> in lower case')
    .addOption(outputOption())
    .action(async (namespace: string, server: string, options) => {
      const { runConfigHistory } = await import('../tars/config.ts');
      await runConfigHistory(namespace, server, options);
    });
  config
    .command('rollback')
    .description('activate an earlier version; all else of the release stays')
    .argument('<namespace>')
    .argument('<server>', '<app>-<server> in lower case')
    .argument('[version]', 'as `history` lists it (default: the newest that isn’t active)')
    .option('--timeout <seconds>', 'how long pods may take to be ready; 0 doesn’t wait', parseSeconds, 300)
    .addOption(helmOption())
    .action(async (namespace: string, server: string, version: string | undefined, options) => {
      const { runConfigRollback } = await import('../tars/config.ts');
      await runConfigRollback(namespace, server, version, options);
    });
}

function parseTag(text: string): string {
  if (!/^\w[\w.-]{0,47}$/.test(text))
    throw new InvalidArgumentError('Letters, digits, ".", "_" and "-", at most 48.');
  return text;
}

const parseSeconds = (text: string): number => (text === '0' ? 0 : parseCount(text));
