import type { Command } from 'commander';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

/** `hawser chart package`. */
export function addChartPackage(chart: Command): void {
  chart
    .command('package')
    .description('pack charts as .tgz files, the same bytes for the same sources')
    .argument('[charts...]', 'names, folders or TARS servers’ values.yaml (default: all of the project)')
    .option('-d, --destination <folder>', 'folder that the packages go to', '.')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples({
        'hawser chart package -d dist': 'all charts of the project',
        'hawser chart package identity hawser': 'a service’s and the umbrella',
        'hawser chart package ./deploy/helm': 'the chart in a folder',
      }),
    )
    .action(async (charts: string[], options) => {
      const { runChartPackage } = await import('../chart/package.ts');
      await runChartPackage(charts, options);
    });
}
