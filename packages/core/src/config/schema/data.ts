import { z } from 'zod';
import { count, either, port, seconds, secret } from './types.ts';

const database = z.strictObject({
  url: secret()
    .optional()
    .describe(
      '`postgres://user:password@host:port/database`; instead of `host`, `port`, `database`, `user` and `password`.',
    ),
  host: z
    .string()
    .optional()
    .describe('Host name, or folder of a unix socket.')
    .meta({ defaultText: 'localhost' }),
  port: port().optional().meta({ defaultText: '5432' }).describe('Port.'),
  database: z
    .string()
    .optional()
    .meta({ aliases: ['db'], defaultText: 'the service’s name' })
    .describe('Database.'),
  user: z
    .string()
    .optional()
    .meta({ aliases: ['username'], defaultText: 'the operating system’s' })
    .describe('User.'),
  password: secret().optional().describe('Password.'),
  ssl: z.boolean().default(false).describe('Encrypt, and check the server’s certificate.'),
  sslCaFile: z
    .string()
    .optional()
    .meta({ aliases: ['ssl_ca_certs'], defaultText: 'Node’s own authorities' })
    .describe('PEM file of the authorities that may have signed it.'),
  poolSize: count(1_000)
    .default(10)
    .meta({ aliases: ['maxPoolSize'] })
    .describe('Connections a process opens at most.'),
  connectTimeoutSeconds: seconds()
    .default(10)
    .describe('Wait for a connection, in seconds; 0 waits for ever.'),
  idleTimeoutSeconds: seconds()
    .default(30)
    .describe('An idle connection is closed after, in seconds; 0 never.'),
  statementTimeoutSeconds: seconds()
    .default(60)
    .describe('A statement is cancelled after, in seconds; 0 never.'),
  read_preference: z.string().optional().meta({ noEffect: 'PostgreSQL reads where it writes' }),
});

/** PostgreSQL databases, by the name that connectors use. */
export const DATABASES = z
  .record(
    z.string(),
    either(database, { one: ['url'], other: ['host', 'port', 'database', 'user', 'password'] }),
  )
  .default({})
  .describe(
    'PostgreSQL databases, by the name that connectors use; `default` unless a service says otherwise.',
  );

const cache = z
  .strictObject({
    backend: z
      .string()
      .default('local')
      .describe(
        '`local` (in the process) or `redis` (with the package `@hawser/redis`), or SpaceONE’s name of one.',
      ),
    host: z.string().optional().describe('Redis: host.').meta({ defaultText: 'localhost' }),
    port: port().optional().meta({ defaultText: '6379' }).describe('Redis: port.'),
    db: z.int().min(0).max(65535).default(0).describe('Redis: number of the database.'),
    username: z.string().optional().describe('Redis: user.'),
    password: secret().optional().describe('Redis: password.'),
    ssl: z.boolean().default(false).describe('Redis: encrypt, and check the server’s certificate.'),
    ttl: seconds()
      .default(300)
      .describe('An entry is forgotten after, in seconds, unless its caller says otherwise.'),
    maxSize: count(10_000_000)
      .default(10_000)
      .meta({ aliases: ['max_size'] })
      .describe('Entries kept in the process; the least recently used one makes room.'),
    timeoutSeconds: seconds()
      .default(10)
      .meta({ aliases: ['socket_timeout'] })
      .describe('Redis: an answer is waited for, in seconds.'),
    connectTimeoutSeconds: seconds()
      .default(10)
      .meta({ aliases: ['socket_connect_timeout'] })
      .describe('Redis: a connection is waited for, in seconds.'),
    encoding: z.string().optional().meta({ noEffect: 'text is always UTF-8' }),
  })
  .meta({ backend: 'cache' });

/** Caches, by name. */
export const CACHES = z
  .record(z.string(), cache)
  .default({})
  .describe(
    'Caches, by the name that managers use; a name that isn’t here is a `local` cache with the defaults.',
  );
