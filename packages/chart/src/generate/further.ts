import type { NeededSecretFile } from '@hawser/core/config';
import type { z } from 'zod';
import { valuesByKind } from '../values/kinds.ts';
import { endpointOf } from './endpoint.ts';
import type { ChartFacts } from './project.ts';
import type { FurtherValue } from './values-yaml.ts';

/** Names of the Secrets that an installation makes, by what they hold. */
export const secretName = (what: string): string => `hawser-${what}`;

/** The key of the database's password, in the Secret of that. */
export const passwordKey = 'postgres-password';

/** The Secrets that all services share. No chart makes them: the platform's does in a hook, or the operator. */
export function globalValues({ database, system }: Pick<ChartFacts, 'database' | 'system'>) {
  return {
    ...(database ? { databaseSecret: { existingSecret: secretName('database'), passwordKey } } : {}),
    ...(system ? { systemSecret: { existingSecret: secretName('system'), tokenKey: 'token' } } : {}),
  };
}

/** Our keys that a chart's values.yaml has: those that its manifest says something about. */
export function furtherValues(facts: ChartFacts): FurtherValue[] {
  const values = facts.kind === 'plugin' ? pluginValues(facts) : serviceValues(facts);
  return Object.entries(values).map(([key, value]) => ({ key, description: describe(key), value }));
}

/** What the schema of values says of a key. */
function describe(key: string): string {
  const { shape } = valuesByKind.backend;
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
