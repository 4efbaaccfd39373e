export { chartFiles, chartFolder, libraryFolder } from './chart.ts';
export { type ChartFiles, compareChart, type Difference, writeChart } from './file.ts';
export { type PagesDescription, pagesFiles } from './pages.ts';
export {
  type ChartFacts,
  type ChartKind,
  type ChartSource,
  chartFacts,
  type PluginSource,
  type ServiceSource,
} from './project.ts';
