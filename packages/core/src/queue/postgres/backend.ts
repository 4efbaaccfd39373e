import { z } from 'zod';
import { type BackendContext, type QueueBackend, registerQueueBackend } from '../backend.ts';
import { QueueDatabase } from './database.ts';
import { PostgresQueue } from './queue.ts';
import { defaultSchema } from './schema.ts';

const milliseconds = z.number().int().min(0);

const options = z.strictObject({
  schema: z.string().default(defaultSchema).describe('Database schema that holds the jobs'),
  retention: z
    .strictObject({ finished: milliseconds.optional(), dead: milliseconds.optional() })
    .optional()
    .describe('How long ended jobs are kept, in milliseconds; default one day, dead letters 30 days'),
});

/** Queues in the service's PostgreSQL, one {@link QueueDatabase} a schema. */
export function postgresBackend({ connection, log }: BackendContext): QueueBackend {
  const databases = new Map<string, QueueDatabase>();
  return {
    open(name, given) {
      if (connection === undefined) throw new RangeError('the backend hawser.postgres needs a database');
      const checked = options.safeParse(given);
      if (!checked.success) throw new RangeError(z.prettifyError(checked.error));
      const { schema, retention } = checked.data;
      const database = databases.get(schema) ?? new QueueDatabase(connection, log, schema);
      databases.set(schema, database);
      return new PostgresQueue(name, database, retention);
    },
    async close() {
      for (const database of databases.values()) await database.close();
    },
  };
}

registerQueueBackend('postgres', postgresBackend);
