import { stringify } from 'yaml';
import { secretFileName } from '../generate/chart.ts';
import type { ChartFacts } from '../generate/project.ts';
import { comment } from '../generate/values-yaml.ts';

/** Names of the Secrets that an installation makes, by what they hold. */
export const secretName = (what: string): string => `hawser-${what}`;

/** The key of the database's password, in the Secret of that. */
const passwordKey = 'postgres-password';

interface Block {
  description: string;
  values: Readonly<Record<string, unknown>>;
}

/** The umbrella's values.yaml. */
export function umbrellaValues(charts: readonly ChartFacts[]): string {
  return `${blocks(charts)
    .map(
      ({ description, values }) =>
        `${comment(description)}\n${stringify(values, { indent: 2, lineWidth: 0 })}`,
    )
    .join('\n')}`;
}

function blocks(charts: readonly ChartFacts[]): Block[] {
  const services = charts.filter(({ kind }) => kind === 'backend');
  const plugins = charts.filter(({ kind }) => kind === 'plugin');
  const restPaths = services.flatMap(({ name, restPaths }) => restPaths.map(path => [path, name] as const));
  return [
    { description: 'What all charts have in common.', values: { global: globalValues(charts) } },
    {
      description:
        'Secrets that a Job makes before an installation or an upgrade, unless they are there. Nothing is ever changed in them. Off: make them yourself, `hawser secrets generate` gives the values.',
      values: {
        secrets: {
          enabled: true,
          image: { name: 'hawser/initializer', version: '' },
          ensure: ensured(charts),
        },
      },
    },
    {
      description: 'One Ingress for the REST servers of all services that have theirs on.',
      values: {
        ingress: {
          enabled: false,
          className: '',
          host: '',
          tlsSecret: '',
          annotations: {},
          paths: Object.fromEntries(restPaths),
        },
      },
    },
    {
      description:
        'One PostgreSQL server for trying out. It isn’t there when `global.shared.DATABASES.default` names another host.',
      values: {
        postgresql: {
          enabled: true,
          databases: services.filter(({ database }) => database).map(({ name }) => databaseName(name)),
        },
      },
    },
    { description: 'One Redis server for trying out.', values: { redis: { enabled: true } } },
    ...services.map(service => ({
      description: service.summary,
      values: { [service.name]: serviceValues(service) },
    })),
    ...plugins.map(({ name, summary }) => ({ description: summary, values: { [name]: { enabled: true } } })),
  ];
}

const databaseName = (service: string) => service.replaceAll('-', '_');

function globalValues(charts: readonly ChartFacts[]) {
  return {
    namespace: '',
    image: { registry: '', pullSecrets: [] },
    shared: {},
    shared_conf: {},
    sidecar: [],
    databaseSecret: { existingSecret: secretName('database'), passwordKey },
    ...(hasSystem(charts)
      ? { systemSecret: { existingSecret: secretName('system'), tokenKey: 'token' } }
      : {}),
  };
}

function serviceValues({ servers, secretFiles }: ChartFacts) {
  return {
    enabled: true,
    rest: servers.includes('rest'),
    ...(secretFiles.length > 0
      ? {
          secretFiles: Object.fromEntries(
            secretFiles.map(file => [secretFileName(file), { existingSecret: secretName(file.secret) }]),
          ),
        }
      : {}),
  };
}

/** Whether a service signs the platform's own token, with which services call each other. */
const hasSystem = (charts: readonly ChartFacts[]) => systemKey(charts) !== undefined;

const systemKey = (charts: readonly ChartFacts[]) =>
  charts
    .flatMap(({ secretFiles }) => secretFiles)
    .find(({ secret, kind }) => secret === 'system' && kind === 'rsa')?.key;

/** The Secrets to make: kind by key by name, as `hawser secrets ensure` takes them. */
function ensured(charts: readonly ChartFacts[]): Record<string, Record<string, string>> {
  const secrets: Record<string, Record<string, string>> = {};
  const add = (what: string, key: string, kind: string) => {
    const keys = (secrets[secretName(what)] ??= {});
    keys[key] = kind;
  };
  if (charts.some(({ database }) => database)) add('database', passwordKey, 'password');
  for (const { secret, key, kind } of charts.flatMap(({ secretFiles }) => secretFiles))
    add(secret, key, kind);
  const key = systemKey(charts);
  if (key !== undefined) add('system', 'token', `system-token:${key}`);
  return secrets;
}
