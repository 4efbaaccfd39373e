import type { Command } from 'commander';
import { examples } from '../terminal/examples.ts';
import { outputOption } from '../terminal/output.ts';

/** `hawser chart publish`. */
export function addChartPublish(chart: Command): void {
  chart
    .command('publish')
    .description('pack charts and publish them to a chart repository')
    .argument('[charts...]', 'names, folders or .tgz files (default: all of the project)')
    .requiredOption('-r, --repository <where>', 'folder with an index.yaml, or oci://HOST/PATH')
    .option('--url <url>', 'where the folder is served (default: its index names files relative to itself)')
    .option('--force', 'replace versions that are there with other contents')
    .option('--plain-http', 'speak to the registry by HTTP')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples({
        'hawser chart publish -r ../charts --url https://charts.example.com':
          'a folder that a web server serves',
        'hawser chart publish -r oci://registry.example.com/charts': 'an OCI registry',
        'hawser chart publish -r ../charts dist/identity-1.4.2.tgz': 'a package that is there already',
      }),
    )
    .action(async (charts: string[], options) => {
      const { runChartPublish } = await import('../chart/publish.ts');
      await runChartPublish(charts, options);
    });
}
