import type { ComponentHost } from '@hawser/core';
import { z } from 'zod';

const plugin = z
  .strictObject({
    endpoint: z
      .string()
      .regex(/^grpc(\+ssl)?:\/\/\S+$/, 'expected grpc://host:port')
      .describe('Where the plugin listens: `grpc://host:port`.'),
    name: z.string().optional().describe('Name for people.').meta({ defaultText: 'its id' }),
    provider: z.string().optional().describe('Provider whose resources it collects.'),
    capability: z
      .record(z.string(), z.json())
      .default({})
      .describe('What it can do, as a repository would say: `supported_providers`, `use_secret: false` …'),
  })
  .describe('A plugin that runs already.');

/** What the inventory service's configuration has beside the framework's. Most names are SpaceONE's. */
export const inventoryConfig = z.object({
  PLUGINS: z
    .record(z.string(), plugin)
    .default({})
    .describe('Plugins that need no repository and no plugin service to be found, by their ids.'),
  JOB_TIMEOUT: z
    .number()
    .positive()
    .default(2)
    .describe('A job that still runs after, in hours, has failed.'),
  JOB_TERMINATION_TIME: z.number().positive().default(60).describe('Jobs are kept for, in days.'),
  RESOURCE_TERMINATION_TIME: z
    .number()
    .positive()
    .default(90)
    .describe('Deleted cloud services and their changes are kept for, in days.'),
  DEFAULT_DISCONNECTED_STATE_DELETE_POLICY: z
    .int()
    .min(1)
    .default(3)
    .describe('A cloud service that its collector missed so many times in a row is deleted.'),
  collect_queue: z
    .string()
    .optional()
    .meta({ noEffect: 'collections go to the first entry of QUEUES, which is `collector_q`' }),
  METRIC_SCHEDULE_HOUR: z.int().min(0).max(23).default(0).describe('When a metric’s day begins: hour, UTC.'),
  STATS_SCHEDULE_HOUR: z.int().min(0).max(23).default(16).describe('When query sets are run: hour, UTC.'),
});

export type InventorySettings = z.output<typeof inventoryConfig>;

/** The settings of the application that a component is part of. */
export const settingsOf = (host: ComponentHost): InventorySettings =>
  host.config as unknown as InventorySettings;
