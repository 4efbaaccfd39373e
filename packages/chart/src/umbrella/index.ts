export { bundledCharts, bundledFiles } from './bundled.ts';
export { type UmbrellaFacts, umbrellaFiles, umbrellaName } from './chart.ts';
