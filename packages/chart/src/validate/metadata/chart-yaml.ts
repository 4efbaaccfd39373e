import { z } from 'zod';

/** SemVer 2, as semver.org gives it. */
export const semanticVersion =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*))?(?:\+[\da-zA-Z-]+(?:\.[\da-zA-Z-]+)*)?$/;

/** A comparison of a version range as Helm reads it: `>=1.29.0-0`, `^1.2`, `1.x`, `1.2 - 1.4`. */
const range =
  /^(?:\s*(?:[=!<>~^]|>=|<=|=>|=<|!=|~>)?\s*v?[\dxX*]+(?:\.[\dxX*]+){0,2}(?:-[\w.-]+)?(?:\+[\w.-]+)?\s*(?:,|\|\||-(?=\s)|(?=[\s=!<>~^]|$)))+\s*$/;

const version = z.string().regex(semanticVersion, 'must be a version of SemVer 2, such as 1.2.3');

const rangeOf = (what: string) => z.string().regex(range, `must be a range of ${what}, such as >=1.2.0`);

const maintainer = z.strictObject({
  name: z.string().min(1, 'is missing'),
  email: z.email('must be a mail address').optional(),
  url: z.url('must be a URL').optional(),
});

const dependency = z.strictObject({
  name: z.string().min(1, 'is missing'),
  version: rangeOf('versions'),
  repository: z
    .string()
    .regex(
      /^(?:$|@|alias:|https?:\/\/|oci:\/\/|file:\/\/)/,
      'must be a URL of https, oci or file, or the alias of a repository',
    )
    .optional(),
  condition: z.string().optional(),
  tags: z.array(z.string()).optional(),
  enabled: z.boolean().optional(),
  'import-values': z
    .array(z.union([z.string(), z.strictObject({ child: z.string(), parent: z.string() })]))
    .optional(),
  alias: z.string().optional(),
});

/**
 * Chart.yaml as chart-testing's schema has it, and what Helm asks of the values: a name of a-z, 0-9 and dashes, versions of
 * SemVer 2, a type that it knows.
 */
export const chartYaml = z.strictObject({
  apiVersion: z.enum(['v1', 'v2']),
  name: z
    .string()
    .max(63, 'may have 63 characters')
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be of a-z, 0-9 and dashes'),
  version,
  appVersion: z.union([z.string(), z.number()]).optional(),
  description: z.string().min(1, 'is missing'),
  type: z.enum(['application', 'library']).optional(),
  kubeVersion: rangeOf('Kubernetes versions').optional(),
  home: z.url('must be a URL').optional(),
  icon: z.url('must be a URL').optional(),
  sources: z.array(z.url('must be a URL')).optional(),
  keywords: z.array(z.string()).optional(),
  maintainers: z.array(maintainer).optional(),
  dependencies: z.array(dependency).optional(),
  deprecated: z.boolean().optional(),
  annotations: z.record(z.string(), z.string('must be a text: quote it')).optional(),
  engine: z.string().optional(),
  condition: z.string().optional(),
  tags: z.string().optional(),
});

/** A chart's metadata. */
export type ChartYaml = z.infer<typeof chartYaml>;
