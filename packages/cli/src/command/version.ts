import { Argument, type Command } from 'commander';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

/** `hawser version ls` and `bump`. */
export function addVersion(program: Command): void {
  const version = program.command('version').description('versions of services, plugins and the platform');
  version
    .command('ls')
    .description('list what has a version')
    .addOption(outputOption())
    .action(async options => {
      const { runVersionList } = await import('../version/list.ts');
      await runVersionList(options);
    });
  version
    .command('bump')
    .description('raise versions, MAJOR.MINOR.SPRINT-EXTRA, in manifests, package.json and charts')
    .addArgument(
      new Argument('<part>', 'what is raised; what stands after it becomes 0').choices([
        'major',
        'minor',
        'sprint',
        'extra',
      ]),
    )
    .argument('[names...]', 'services, plugins, or the umbrella’s name (default: all)')
    .option(
      '-e, --extra <extra>',
      'EXTRA of the new version, such as rc.1 (default: none; for extra, the next one)',
    )
    .option('-n, --dry-run', 'change nothing')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples({
        'hawser version bump sprint': '1.4.2 → 1.4.3, everything',
        'hawser version bump minor identity --extra rc.1': '1.4.2 → 1.5.0-rc.1',
        'hawser version bump extra identity': '1.5.0-rc.1 → 1.5.0-rc.2',
      }),
    )
    .action(async (part, names: string[], options) => {
      const { runVersionBump } = await import('../version/bump.ts');
      await runVersionBump(part, names, options);
    });
}
