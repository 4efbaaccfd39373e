/** What a `Chart.yaml` says, as far as packaging needs it. Everything else in it is kept as it stands. */
export interface ChartMetadata {
  apiVersion: 'v2';
  name: string;
  version: string;
  type: 'application' | 'library';
  appVersion?: string;
  description?: string;
  dependencies: readonly ChartDependency[];
}

/** A chart that another one needs. */
export interface ChartDependency {
  name: string;
  /** A range that the dependency's version has to fit. */
  version: string;
  /** `file://<path>`, a repository's URL, or empty for what lies in `charts/`. */
  repository: string;
  alias?: string;
  /** Whether values of the dependency become those of its parent: such a dependency can't be moved. */
  importsValues: boolean;
}

/** All keys that Helm knows in a `Chart.yaml`. */
export const chartKeys = [
  'apiVersion',
  'name',
  'version',
  'kubeVersion',
  'description',
  'type',
  'keywords',
  'home',
  'sources',
  'dependencies',
  'maintainers',
  'icon',
  'appVersion',
  'deprecated',
  'annotations',
] as const;

/** All keys that Helm knows in a dependency. */
export const dependencyKeys = [
  'name',
  'version',
  'repository',
  'condition',
  'tags',
  'enabled',
  'import-values',
  'alias',
] as const;
