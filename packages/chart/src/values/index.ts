export { type BackendValues, backendValues } from './backend.ts';
export { type FrontendValues, frontendValues, type StaticValues, staticValues } from './frontend.ts';
export { type InitializerValues, initializerValues } from './initializer.ts';
export { type ValuesKind, valuesByKind } from './kinds.ts';
export { type PluginValues, pluginValues } from './plugin.ts';
export { type SupervisorValues, supervisorValues } from './supervisor.ts';
export { type UmbrellaValues, umbrellaValues } from './umbrella.ts';
