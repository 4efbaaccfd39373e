import type { z } from 'zod';
import { backendValues } from './backend.ts';

/** Values of the chart of a plugin: one gRPC server, without configuration, database or token of the platform. */
export const pluginValues = backendValues.omit({
  rest: true,
  scheduler: true,
  worker: true,
  replicas_rest: true,
  replicas_worker: true,
  database: true,
  application: true,
  application_grpc: true,
  application_rest: true,
  application_scheduler: true,
  application_worker: true,
  configRoot: true,
  sharedConf: true,
  jobs: true,
  nginx: true,
  migration: true,
  wait: true,
  databaseSecret: true,
  systemSecret: true,
  secretFiles: true,
});

/** Values as they are written in a file; every key may be left out. */
export type PluginValues = z.input<typeof pluginValues>;
