import type { DeepReadonly } from './freeze.ts';
import { plain } from './nearest.ts';
import type { Config } from './schema.ts';

/**
 * The address of a service in a configuration, such as `grpc://cost-analysis:50051`. `cost-analysis` and `cost_analysis`
 * are the same service. Looked for, in this order, in `ENDPOINTS` and where SpaceONE's files have it:
 * `CONNECTORS.SpaceConnector.endpoints` by service, and `CONNECTORS.<Service>Connector.endpoint` by version, of which the
 * last is taken since one server has all of them.
 */
export function endpointOf(
  config: DeepReadonly<Pick<Config, 'ENDPOINTS' | 'CONNECTORS'>>,
  service: string,
): string | undefined {
  const { ENDPOINTS, CONNECTORS } = config;
  const versions = named(CONNECTORS, `${service}Connector`)?.endpoint;
  return (
    named(ENDPOINTS, service) ??
    named(CONNECTORS.SpaceConnector?.endpoints ?? {}, service) ??
    Object.values(versions ?? {}).at(-1)
  );
}

function named<T>(map: { readonly [name: string]: T }, name: string): T | undefined {
  const key = Object.keys(map).find(key => plain(key) === plain(name));
  return key === undefined ? undefined : map[key];
}
