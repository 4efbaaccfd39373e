export { type PluginOptions, runPlugin, startPlugin } from './plugin.ts';
