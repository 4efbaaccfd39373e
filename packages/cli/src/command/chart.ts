import { type Command, Option } from 'commander';
import { collect } from '../options.ts';
import { examples } from '../terminal/examples.ts';
import { addChartPackage } from './chart-package.ts';
import { addChartPublish } from './chart-publish.ts';

/** `hawser chart`: charts of services and of the platform, from their manifests. */
export function addChart(program: Command): void {
  const chart = program.command('chart').description('make, render, check and publish Helm charts');
  addChartGenerate(chart);
  addChartRender(chart);
  addChartLint(chart);
  addChartSchema(chart);
  addChartGraph(chart);
  addChartPackage(chart);
  addChartPublish(chart);
}

function addChartGenerate(chart: Command): void {
  chart
    .command('generate')
    .description('write the charts of services from their manifests, and the platform’s with all of them')
    .argument(
      '[services...]',
      'names of services, plugins or programs (default: all, and the platform’s), or a values.yaml of TARS or OpenStack-Helm',
    )
    .option('--check', 'write nothing; exit code 1 when a chart is another')
    .addHelpText(
      'after',
      `${examples({
        'hawser chart generate': 'services/*/deploy/helm, plugins/*/deploy/helm and deploy/helm',
        'hawser chart generate identity': 'one chart',
        'hawser chart generate values.yaml': 'a TARS server’s or OpenStack-Helm’s, into a folder of its name',
      })}\n\nvalues.yaml and templates are written anew; what you want different, give by a values file.`,
    )
    .action(async (services: string[], options) => {
      const { runChartGenerate } = await import('../chart-generate/run.ts');
      await runChartGenerate(services, options);
    });
}

function addChartRender(chart: Command): void {
  chart
    .command('render')
    .description('print the objects that a chart’s folder or package makes, as `helm template` does')
    .argument(
      '<chart>',
      'folder of a chart, name of a service, a .tgz, or a values.yaml of TARS or OpenStack-Helm; `hawser` is the platform’s',
    )
    .option('-f, --values <file>', 'values file; may be repeated, later ones win', collect)
    .option('--set <key=value>', 'one value; may be repeated', collect)
    .option('--set-string <key=value>', 'one value that is text; may be repeated', collect)
    .option('-n, --namespace <name>', 'namespace of the release', 'default')
    .option('--release <name>', 'name of the release (default: the chart’s)')
    .option(
      '--show-only <template>',
      'one template, such as templates/deployment-grpc.yaml; may be repeated',
      collect,
    )
    .addOption(new Option('--helm <version>', 'major version of Helm').choices(['3', '4']).default('4'))
    .addOption(
      new Option('-o, --output <format>', 'how it is printed').choices(['yaml', 'json']).default('yaml'),
    )
    .addHelpText(
      'after',
      examples({
        'hawser chart render inventory --set replicas=3': 'a service',
        'hawser chart render hawser -f my-values.yaml': 'the platform',
      }),
    )
    .action(async (name: string, options) => {
      const { runChartRender } = await import('../chart-render/run.ts');
      await runChartRender(name, options);
    });
}

function addChartLint(chart: Command): void {
  chart
    .command('lint')
    .description(
      'check charts: values, both Helms, the API of Kubernetes, pod security, references, metadata',
    )
    .argument(
      '[charts...]',
      'folders, packages, names, or values.yaml of TARS or OpenStack-Helm (default: every chart of the project)',
    )
    .option('-f, --values <file>', 'values file; may be repeated, later ones win', collect)
    .option('--set <key=value>', 'one value; may be repeated', collect)
    .option(
      '--external <kind/name>',
      'an object that is there already: ConfigMap/authorities; may be repeated',
      collect,
    )
    .addOption(
      new Option('-o, --output <format>', 'how it is printed').choices(['table', 'json']).default('table'),
    )
    .addHelpText(
      'after',
      `${examples({
        'hawser chart lint': 'every chart with its defaults',
        'hawser chart lint hawser -f my-values.yaml': 'the platform with your values',
      })}\n\nExit code 1 when there is a problem.`,
    )
    .action(async (charts: string[], options) => {
      const { runChartLint } = await import('../chart-lint/run.ts');
      await runChartLint(charts, options);
    });
}

function addChartSchema(chart: Command): void {
  chart
    .command('schema')
    .description('print the JSON Schema of the values of a service, or of another chart')
    .argument(
      '[chart]',
      'folder or name of a chart, or a values.yaml of TARS or OpenStack-Helm (default: a service’s)',
    )
    .option(
      '--strict',
      'closed and with descriptions, for editors; the platform’s is open, TARS’s and OpenStack-Helm’s are closed',
    )
    .action(async (named: string | undefined, options) => {
      const { runChartSchema } = await import('../chart-generate/schema.ts');
      await runChartSchema(named, options);
    });
}

function addChartGraph(chart: Command): void {
  chart
    .command('graph')
    .description('print who calls whom and who waits for whom, in the order of installation')
    .addOption(
      new Option('-o, --output <format>', 'how it is printed')
        .choices(['table', 'json', 'dot'])
        .default('table'),
    )
    .action(async options => {
      const { runChartGraph } = await import('../chart-generate/graph.ts');
      await runChartGraph(options);
    });
}
