export type {
  Initializer,
  InitializerMode,
  InitializerOptions,
  Kept,
  PluginAddress,
  Site,
} from './initializer.ts';
export { loadServiceConfig } from './load-config.ts';
export {
  defineService,
  type Manifest,
  type ScheduledTask,
  type ServerKind,
  type ServiceKind,
  serviceName,
} from './manifest.ts';
