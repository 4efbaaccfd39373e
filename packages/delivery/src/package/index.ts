export { type FoundChart, findChart, findCharts } from './find.ts';
export type { ChartDependency, ChartMetadata } from './metadata.ts';
export { type ChartPackage, packageChart, readPackage } from './package.ts';
