import type { NeededSecretFile } from '@hawser/core/config';
import type { z } from 'zod';
import { valuesByKind } from '../values/kinds.ts';
import { endpointOf } from './endpoint.ts';
import type { ChartFacts, ChartKind } from './project.ts';
import type { FurtherValue } from './values-yaml.ts';

/** Names of the Secrets that an installation makes, by what they hold. */
export const secretName = (what: string): string => `hawser-${what}`;

/** The key of the database's password, in the Secret of that. */
export const passwordKey = 'postgres-password';

/** What charts share that isn't empty: Secrets, which no chart makes, but the platform's in a hook, or the operator; and where plugins run. */
export function globalValues({ database, system, kind }: Pick<ChartFacts, 'database' | 'system' | 'kind'>) {
  return {
    ...(kind === 'supervisor' ? { supervisor_namespace: '' } : {}),
    ...(database ? { databaseSecret: { existingSecret: secretName('database'), passwordKey } } : {}),
    ...(system ? { systemSecret: { existingSecret: secretName('system'), tokenKey: 'token' } } : {}),
  };
}

/** Our keys that a chart's values.yaml has: those that its manifest says something about. */
export function furtherValues(facts: ChartFacts): FurtherValue[] {
  const values = valuesOf[facts.kind](facts);
  return Object.entries(values).map(([key, value]) => ({
    key,
    description: describe(facts.kind, key),
    value,
  }));
}

/** What the schema of values says of a key. */
function describe(kind: ChartKind, key: string): string {
  const { shape } = valuesByKind[kind];
  const schema = (shape as Readonly<Record<string, z.ZodOptional>>)[key];
  const { description } = (schema?.unwrap() ?? schema) as z.ZodType;
  if (description === undefined) throw new Error(`the schema of values doesn't say what ${key} is`);
  return description;
}

function serviceValues({ database, node, secretFiles }: ChartFacts): Record<string, unknown> {
  return {
    networkPolicy: networkPolicy(node),
    ...(secretFiles.length > 0 ? { secretFiles: fileValues(secretFiles) } : {}),
    migration: { enabled: database },
    wait: {
      enabled: true,
      services: Object.fromEntries(node.waits.map(name => [name, endpointOf(name)])),
    },
  };
}

const pluginValues = ({ node }: ChartFacts): Record<string, unknown> => ({
  networkPolicy: networkPolicy(node),
});

const pagesValues = ({ kind }: ChartFacts): Record<string, unknown> => ({
  replicas: 1,
  ...(kind === 'frontend' ? { production_json: {} } : {}),
  ingress: { enabled: false },
});

function initializerValues({ asks, node }: ChartFacts): Record<string, unknown> {
  const endpoints = (names: readonly string[]) =>
    Object.fromEntries(names.map(name => [name, endpointOf(name)]));
  return {
    mode: 'DEFAULT',
    services: endpoints(asks),
    plugins: endpoints(node.callees.filter(callee => !asks.includes(callee))),
    timeoutSeconds: 600,
    credentialsSecret: secretName('admin'),
    url: '',
  };
}

const valuesOf: Readonly<Record<ChartKind, (facts: ChartFacts) => Record<string, unknown>>> = {
  backend: serviceValues,
  supervisor: serviceValues,
  plugin: pluginValues,
  frontend: pagesValues,
  static: pagesValues,
  initializer: initializerValues,
};

const networkPolicy = ({ callers, callees }: ChartFacts['node']) => ({ enabled: false, callers, callees });

/** What a file with a secret is called in the values: `encryption-key` for `encryption.key`. */
export const secretFileName = ({ key }: NeededSecretFile): string => key.replace(/[^a-z0-9]+/g, '-');

const fileValues = (files: readonly NeededSecretFile[]) =>
  Object.fromEntries(
    files.map(file => [
      secretFileName(file),
      { existingSecret: secretName(file.secret), key: file.key, env: variableOf(file) },
    ]),
  );

/** The environment variable of a key of the configuration: `HAWSER_ENCRYPTION__KEY_FILE`. */
const variableOf = ({ path }: NeededSecretFile) =>
  `HAWSER_${path.map(step => step.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()).join('__')}`;
