import { stringify } from 'yaml';

/** Another chart that a chart is made of. */
export interface Dependency {
  name: string;
  version: string;
  /** `file://` and a path from the chart's folder. */
  repository: string;
  /** The value that turns it on. */
  condition?: string;
  alias?: string;
}

/** What a Chart.yaml says. */
export interface ChartDescription {
  name: string;
  /** SemVer; the application's too. */
  version: string;
  description: string;
  /** Which values it takes: what the library checks them against. */
  kind: string;
  keywords: readonly string[];
  /** Images that the chart runs by default, for catalogues: reference by name. */
  images: Readonly<Record<string, string>>;
  dependencies: readonly Dependency[];
  /** The servers that its image has. Default: any. */
  servers?: readonly string[];
  /** Whether its values.schema.json has its charts' in it, so that packages leave those out. Default: false. */
  wholeSchema?: boolean;
}

/**
 * The oldest Kubernetes whose API has everything that the templates use (`preStop.sleep`). 1.20.0 is what a Helm 3 that was
 * built by `go install` takes for the version when it renders without a cluster.
 */
const kubeVersion = '>=1.29.0-0 || 1.20.0';

/** A chart's Chart.yaml, with what chart-testing and Artifact Hub ask for. */
export function chartYaml({ images, ...chart }: ChartDescription): string {
  const listed = Object.entries(images).map(([name, image]) => ({ name, image }));
  return stringify(
    {
      apiVersion: 'v2',
      name: chart.name,
      description: chart.description,
      type: 'application',
      version: chart.version,
      appVersion: chart.version,
      kubeVersion,
      keywords: chart.keywords,
      maintainers: [{ name: 'Hawser' }],
      dependencies: chart.dependencies,
      annotations: {
        'hawser/kind': chart.kind,
        ...(chart.servers ? { 'hawser/servers': chart.servers.join(' ') } : {}),
        ...(chart.wholeSchema ? { 'hawser/schema': 'whole' } : {}),
        'artifacthub.io/category': 'integration-delivery',
        'artifacthub.io/license': 'Apache-2.0',
        ...(listed.length > 0 ? { 'artifacthub.io/images': stringify(listed, { lineWidth: 0 }) } : {}),
      },
    },
    { lineWidth: 0 },
  );
}
