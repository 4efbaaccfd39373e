import { z } from 'zod';
import { flag, key, map, pairs, resources, text, whole } from './types.ts';

/** What happens before a server starts, and how long it has to end. */
export const start = {
  migration: key(
    map({
      enabled: key(flag(), 'The service has a database: a Job migrates it, and pods wait for that.', {
        default: false,
      }),
      timeoutSeconds: key(whole(1), 'How long the Job waits for the database.', { default: 300 }),
      resources: key(resources(), 'Requests and limits.', { defaultText: '`resources`' }),
      annotations: key(pairs(), 'Of the Job.'),
    }),
    'Migrations of the database.',
  ),
  wait: key(
    map({
      enabled: key(flag(), 'Wait before the start.', { default: true }),
      services: key(
        z.record(z.string(), text()),
        'Services to wait for and where they answer; null: don’t.',
        {
          default: {},
        },
      ),
      timeoutSeconds: key(whole(1), 'How long.', { default: 600 }),
    }),
    'The init step that waits for migrations and services, and says what for.',
  ),
  gracePeriod: key(whole(), 'Seconds that pods have to end in.', { defaultText: 'drainSeconds + 10' }),
  drainSeconds: key(whole(), 'Seconds that running calls and jobs have to end in.', { default: 30 }),
};
