export { type BackendValues, backendValues } from './backend.ts';
export { type FrontendValues, frontendValues, staticValues } from './frontend.ts';
export { type ValuesKind, valuesByKind } from './kinds.ts';
export { type PluginValues, pluginValues } from './plugin.ts';
export { type UmbrellaValues, umbrellaValues } from './umbrella.ts';
