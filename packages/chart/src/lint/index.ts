export { type ChartProblem, chartName, type LintOptions, lintChart } from './lint.ts';
export { checkObjects } from './objects.ts';
