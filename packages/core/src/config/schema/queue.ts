import { z } from 'zod';
import { count, either, port, seconds, secret, timeZone } from './types.ts';

const queue = z
  .strictObject({
    backend: z.string().default('postgres').describe('`postgres` or `redis`, or SpaceONE’s name of one.'),
    channel: z
      .string()
      .optional()
      .meta({ defaultText: 'the entry’s own name' })
      .describe('Name of the queue in the backend.'),
    database: z.string().default('default').describe('PostgreSQL: entry of DATABASES that it is kept in.'),
    host: z.string().optional().meta({ defaultText: 'localhost' }).describe('Redis: host.'),
    port: port().optional().meta({ defaultText: '6379' }).describe('Redis: port.'),
    db: z.int().min(0).max(65535).default(0).describe('Redis: number of the database.'),
    username: z.string().optional().describe('Redis: user.'),
    password: secret().optional().describe('Redis: password.'),
    ssl: z.boolean().default(false).describe('Redis: encrypt, and check the server’s certificate.'),
    attempts: count(100).default(5).describe('Tries before a job becomes a dead letter.'),
    backoffSeconds: seconds()
      .default(1)
      .describe('Wait before the second try, in seconds; doubled for each further one.'),
    maxBackoffSeconds: seconds().default(300).describe('Longest wait between tries, in seconds.'),
    visibilitySeconds: seconds()
      .min(1)
      .default(30)
      .describe(
        'A job whose worker fell silent for as long, in seconds, is given to another one. Extended while it runs.',
      ),
  })
  .meta({ backend: 'queue' });

/** Queues, by name. */
export const QUEUES = z
  .record(z.string(), queue)
  .default({})
  .describe('Queues, by the name that schedulers and workers use.');

const scheduler = z
  .strictObject({
    backend: z
      .string()
      .describe('What creates the tasks: a scheduled task of the service, or SpaceONE’s name of it.'),
    queue: z.string().describe('Entry of QUEUES that the tasks are sent to.'),
    interval: count(31_536_000)
      .optional()
      .describe(
        'Run every so many seconds; for an hourly scheduler (SpaceONE’s, or with `minute`) so many hours.',
      ),
    hours: z
      .union([count(8_760), z.array(z.int().min(0).max(23)).min(1)])
      .optional()
      .describe(
        'Run every so many hours, at `minute`, the same as `interval` with `minute`; or at these hours of the day.',
      ),
    minute: z
      .string()
      .regex(/^:[0-5]\d$/, 'expected a minute such as ":05"')
      .optional()
      .meta({ defaultText: '`:00` where hourly' })
      .describe('Minute of the hour at which an hourly scheduler runs, as `":MM"`.'),
    rule: z
      .string()
      .optional()
      .meta({ aliases: ['cron'] })
      .describe('Run by this cron rule: minute, hour, day, month, weekday.'),
    timezone: timeZone().default('UTC').describe('Time zone of `rule` and `minute`, such as `Asia/Seoul`.'),
    missed: z
      .enum(['once', 'skip'])
      .default('once')
      .describe('A run that nobody was up for: made up for `once`, however many were missed, or skipped.'),
  })
  .meta({ backend: 'scheduler' });

const timing = { one: ['rule'], other: ['interval', 'hours', 'minute'] };
const hourly = { one: ['interval'], other: ['hours'] };

/** Schedules, by name. */
export const SCHEDULERS = z
  .record(z.string(), either(either(scheduler, timing), hourly))
  .default({})
  .describe('What the scheduler server sends to queues, and when. Of several replicas one does.');

const worker = z
  .strictObject({
    backend: z.string().default('default').describe('What runs the tasks, or SpaceONE’s name of it.'),
    queue: z.string().describe('Entry of QUEUES that it takes tasks from.'),
    concurrency: count(1_000)
      .default(8)
      .meta({ aliases: ['pool'] })
      .describe('Tasks that a process runs at a time.'),
  })
  .meta({ backend: 'worker' });

/** Workers, by name. */
export const WORKERS = z
  .record(z.string(), worker)
  .default({})
  .describe('What the worker server takes from which queue.');
