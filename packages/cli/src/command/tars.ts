import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { parseCount } from '../options.ts';
import { serverTypes } from '../tars/server-types.ts';
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
  addBuild(tars);
  tars
    .command('package')
    .description('make a chart package of a values.yaml, as exec-helm.sh does')
    .argument('<values>', 'a server’s values.yaml')
    .argument(
      '<tag>',
      'tag of its image, and part of the release’s id; or a whole image, as IMAGE:TAG',
      parseReleased,
    )
    .option('-d, --destination <folder>', 'where the package is written', '.')
    .addHelpText(
      'after',
      examples({ 'hawser tars package values.yaml v1.0.0': 'base-helloserver-1.0.0.tgz' }),
    )
    .action(async (values: string, released: Released, options) => {
      const { runTarsPackage } = await import('../tars/package.ts');
      await runTarsPackage(values, released, options);
    });
  tars
    .command('deploy')
    .description('release a package, or a values.yaml, into a namespace, as exec-deploy.sh does')
    .argument('<namespace>', 'made if it isn’t there', parseNamespace)
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
    .argument('<namespace>', 'where the server runs', parseNamespace)
    .argument('<server>', '<app>-<server> in lower case', text => text.toLowerCase())
    .addOption(outputOption())
    .action(async (namespace: string, server: string, options) => {
      const { runConfigHistory } = await import('../tars/config.ts');
      await runConfigHistory(namespace, server, options);
    });
  config
    .command('rollback')
    .description('activate an earlier version; all else of the release stays')
    .argument('<namespace>', 'where the server runs', parseNamespace)
    .argument('<server>', '<app>-<server> in lower case', text => text.toLowerCase())
    .argument('[version]', 'as `history` lists it (default: the newest that isn’t active)')
    .option('--timeout <seconds>', 'how long pods may take to be ready; 0 doesn’t wait', parseSeconds, 300)
    .addOption(helmOption())
    .addOption(outputOption())
    .action(async (namespace: string, server: string, version: string | undefined, options) => {
      const { runConfigRollback } = await import('../tars/config.ts');
      await runConfigRollback(namespace, server, version, options);
    });
  tellUsage(tars);
}

/** What a command line that can't be understood is told: how this command is called. */
function tellUsage(command: Command): void {
  for (const one of command.commands) tellUsage(one);
  command.showHelpAfterError(`usage: ${nameOf(command)} ${command.usage()}`);
}

const nameOf = (command: Command): string =>
  command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

function addBuild(tars: Command): void {
  tars
    .command('build')
    .description('build a server’s image without Docker, as exec-build.sh does')
    .argument('<base-image>', 'image that it stands on')
    .addArgument(new Argument('<server-type>', 'kind of the server').choices(serverTypes))
    .argument(
      '<files>',
      'files and folders for /usr/local/server/bin, with commas or blanks between; "." is all',
    )
    .argument('<values>', 'the server’s values.yaml, whose repo.image is built')
    .argument('<tag>', 'the image’s tag', parseTag)
    .addArgument(
      new Argument('[push]', 'push it; else it becomes a file').choices(['true', 'false']).default('true'),
    )
    .argument('[dockerfile]', 'a Dockerfile without RUN, with the arguments BaseImage, ServerType and BIN')
    .option('--save <path>', 'write a .tar that `docker load` reads, or an OCI layout into a folder')
    .option('--platform <platform>', 'linux/amd64 or linux/arm64 (default: this machine’s)')
    .option('--plain-http', 'registries but Docker Hub are spoken to by HTTP')
    .addHelpText(
      'after',
      examples({
        'hawser tars build tarscloud/tars.cppbase cpp bin/HelloServer values.yaml v1 true': 'a program',
        'hawser tars build node:26-slim nodejs . values.yaml v1 false': 'a folder, as an archive',
      }),
    )
    .action(
      async (baseImage, serverType, files, values, tag, push, dockerfile: string | undefined, options) => {
        const { runTarsBuild } = await import('../tars/build.ts');
        await runTarsBuild({ baseImage, serverType, files, values, tag, push, dockerfile }, options);
      },
    );
}

/** exec-helm.sh's second argument was a tag first and an image with its tag later. */
export interface Released {
  tag: string;
  image?: string;
}

function parseReleased(text: string): Released {
  if (!/[:/]/.test(text)) return { tag: parseTag(text) };
  const tag = /:([^:/]+)$/.exec(text)?.[1];
  return { tag: tag === undefined ? 'latest' : parseTag(tag), image: text };
}

function parseTag(text: string): string {
  if (!/^\w[\w.-]{0,47}$/.test(text))
    throw new InvalidArgumentError('Letters, digits, ".", "_" and "-", at most 48.');
  return text;
}

/** A namespace stands first, as exec-deploy.sh has it. */
export function parseNamespace(text: string): string {
  if (/\.(tgz|ya?ml)$/.test(text))
    throw new InvalidArgumentError('The namespace comes first, then the file.');
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text))
    throw new InvalidArgumentError('It has lower-case letters, digits and "-", at most 63.');
  return text;
}

const parseSeconds = (text: string): number => (text === '0' ? 0 : parseCount(text));
