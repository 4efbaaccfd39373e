export { loadServiceConfig } from './load-config.ts';
export {
  defineService,
  type Manifest,
  type ScheduledTask,
  type ServerKind,
  serviceName,
} from './manifest.ts';
