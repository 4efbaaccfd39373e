import { stringify } from 'yaml';
import { globalValues, passwordKey, secretName } from '../generate/further.ts';
import { isProgram } from '../generate/program.ts';
import { type ChartFacts, isService, systemKey } from '../generate/project.ts';
import { comment } from '../generate/values-yaml.ts';
import type { Values } from './known.ts';

interface Block {
  description: string;
  values: Values;
}

/** The umbrella's values, and its values.yaml. */
export function umbrellaValues(charts: readonly ChartFacts[]): { values: Values; text: string } {
  const all = blocks(charts);
  const text = all
    .map(
      ({ description, values }) =>
        `${comment(description)}\n${stringify(values, { indent: 2, lineWidth: 0 })}`,
    )
    .join('\n');
  return { values: Object.assign({}, ...all.map(({ values }) => values)) as Values, text };
}

function blocks(charts: readonly ChartFacts[]): Block[] {
  const services = charts.filter(({ kind }) => isService(kind));
  const plugins = charts.filter(({ kind }) => kind === 'plugin');
  const programs = charts.filter(({ kind }) => isProgram(kind));
  const initializes = charts.some(({ kind }) => kind === 'initializer');
  const hasInitializer = !initializes && charts.some(({ system }) => system);
  const restPaths = services.flatMap(({ name, restPaths }) => restPaths.map(path => [path, name] as const));
  return [
    { description: 'What all charts have in common.', values: { global: sharedValues(charts) } },
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
        },
      },
    },
    ...(hasInitializer ? [initializerBlock(services, plugins)] : []),
    { description: 'One Redis server for trying out.', values: { redis: { enabled: true } } },
    ...services.map(service => ({
      description: service.summary,
      values: { [service.name]: serviceValues(service) },
    })),
    ...[...plugins, ...programs].map(({ name, summary, inCluster }) => ({
      description: summary,
      values: { [name]: { enabled: inCluster } },
    })),
  ];
}

/** What all charts share, with the places for what an operator is most likely to say there. */
const sharedValues = (charts: readonly ChartFacts[]) => ({
  namespace: '',
  image: { registry: '', pullSecrets: [] },
  shared: {},
  shared_conf: {},
  sidecar: [],
  ...globalValues({
    database: charts.some(({ database }) => database),
    system: charts.some(({ system }) => system),
    kind: charts.some(({ kind }) => kind === 'supervisor') ? 'supervisor' : 'backend',
  }),
});

/** What the first start of a platform in a cluster does. */
function initializerBlock(services: readonly ChartFacts[], plugins: readonly ChartFacts[]): Block {
  const rules = plugins.flatMap(({ clusterRules }) => clusterRules);
  const listed = (charts: readonly ChartFacts[]) =>
    Object.fromEntries(
      charts.filter(({ servers }) => servers.includes('grpc')).map(({ name }) => [name, {}]),
    );
  return {
    description:
      'The Job that brings the platform up: first domain, administrator, plugins. The login is in the Secret `credentialsSecret` then. With `clusterAccess`, this cluster is collected, by an account that may list what `rules` name.',
    values: {
      initializer: {
        enabled: true,
        image: { name: 'hawser/initializer', version: '' },
        mode: 'DEFAULT',
        timeoutSeconds: 600,
        credentialsSecret: secretName('admin'),
        url: '',
        services: listed(services),
        plugins: listed(plugins),
        clusterAccess: { enabled: rules.length > 0, collect: true, rules },
      },
    },
  };
}

const serviceValues = ({ servers }: ChartFacts) => ({ enabled: true, rest: servers.includes('rest') });

/** The Secrets to make: kind by key by name, as `hawser secrets ensure` takes them. */
function ensured(charts: readonly ChartFacts[]): Record<string, Record<string, string>> {
  const secrets: Record<string, Record<string, string>> = {};
  const add = (what: string, key: string, kind: string) => {
    const name = secretName(what);
    secrets[name] = { ...secrets[name], [key]: kind };
  };
  if (charts.some(({ database }) => database)) add('database', passwordKey, 'password');
  for (const { secret, key, kind } of charts.flatMap(({ secretFiles }) => secretFiles))
    add(secret, key, kind);
  const key = systemKey(charts);
  if (key !== undefined) add('system', 'token', `system-token:${key}`);
  return secrets;
}
