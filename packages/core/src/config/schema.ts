import { z } from 'zod';
import { CACHES, DATABASES } from './schema/data.ts';
import { CONNECTORS, ENDPOINTS, HANDLERS, TOKEN, TOKEN_INFO } from './schema/handlers.ts';
import { LOG, OTEL } from './schema/observe.ts';
import { QUEUES, SCHEDULERS, WORKERS } from './schema/queue.ts';
import { SERVERS } from './schema/servers.ts';

const spaceone = (noEffect: string) => z.unknown().optional().meta({ noEffect });

const noRoot = 'no service asks as the root domain';

/**
 * The framework's configuration: every key with its type, default, unit and meaning. The names are SpaceONE's where it
 * has them, so that its files work; where a better name is meant, SpaceONE's is an alias.
 */
export const configSchema = z.strictObject({
  SERVERS,
  HANDLERS,
  CONNECTORS,
  ENDPOINTS,
  TOKEN,
  TOKEN_INFO,
  DATABASES,
  CACHES,
  QUEUES,
  SCHEDULERS,
  WORKERS,
  LOG,
  OTEL,
  ROOT_TOKEN: spaceone(noRoot).meta({ noEffect: noRoot, secret: true }),
  ROOT_TOKEN_INFO: spaceone(noRoot),
  MAX_WORKERS: spaceone('calls need no threads'),
  DATABASE_AUTO_CREATE_INDEX: spaceone('migrations create indexes'),
  DATABASE_SUPPORT_AWS_DOCUMENT_DB: spaceone('the database is PostgreSQL'),
});

/** The framework's part of a configuration, as `loadConfig` gives it. */
export type Config = z.output<typeof configSchema>;

/**
 * The schema of a service: the framework's keys and the service's own.
 *
 * @throws Error when the service takes a name that the framework has; a service can't change what those mean.
 */
export function serviceSchema<Own extends z.core.$ZodLooseShape>(own: z.ZodObject<Own>) {
  const taken = Object.keys(own.shape).filter(key => Object.hasOwn(configSchema.shape, key));
  if (taken.length)
    throw new Error(`The configuration schema takes keys of the framework: ${taken.join(', ')}`);
  return configSchema.extend(own.shape);
}
