export { chartFiles, chartFolder, libraryFolder } from './chart.ts';
export { type ChartFiles, compareChart, type Difference, writeChart } from './file.ts';
export { isProgram, type ProgramKind, type ProgramSource } from './program.ts';
export {
  type ChartFacts,
  type ChartKind,
  type ChartSource,
  chartFacts,
  isService,
  type PluginSource,
  type ServiceSource,
} from './project.ts';
