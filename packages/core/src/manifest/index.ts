export {
  defineService,
  type Manifest,
  type ScheduledTask,
  type ServerKind,
  serviceName,
} from './manifest.ts';
