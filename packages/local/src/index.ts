export { type Report, type StepEvent, step } from '@hawser/core/progress';
export { LocalError, type LocalErrorCode } from './error.ts';
export {
  definePlatform,
  type PlatformDefinition,
  type PluginDefinition,
  type ProgramDefinition,
} from './platform/definition.ts';
export { Platform, type Running } from './platform/platform.ts';
export { localConfig, type Placement, tokenFile } from './platform/settings.ts';
export { type UpOptions, up } from './platform/up.ts';
export { requireFree, type WantedPort } from './ports.ts';
export { type Binaries, findBinaries } from './postgres/binaries.ts';
export { explain as explainPostgres } from './postgres/failure.ts';
