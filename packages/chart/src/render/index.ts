export { assembleChart } from './assemble.ts';
export { type RenderOptions, renderChart } from './render.ts';
