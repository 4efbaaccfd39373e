import { stringify } from 'yaml';
import { endpointOf } from './endpoint.ts';
import type { ChartFacts } from './project.ts';

/** config/config.yaml: what a service has to know of its surroundings in a cluster, beside its own defaults. */
export function configYaml({ name, database, asks }: ChartFacts): string {
  const endpoints = asks.map(service => [service, endpointOf(service)]);
  const config = {
    ...(endpoints.length > 0 ? { ENDPOINTS: Object.fromEntries(endpoints) } : {}),
    ...(database
      ? {
          DATABASES: { default: { host: 'postgresql', database: name.replaceAll('-', '_'), user: 'hawser' } },
        }
      : {}),
  };
  return `# The default configuration of ${name} in a cluster. \`global.shared\`, \`database\` and \`application_…\` of the values
# are laid over it, in this order, key by key.
${stringify(config, { lineWidth: 0 })}`;
}
