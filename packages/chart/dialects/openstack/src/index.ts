export { checkByHelm } from '../../text/helm.ts';
export { formatProblem, type Problem, ValuesError } from '../../text/problem.ts';
export { type OpenStackChart, openStackCharts } from './charts.ts';
export { type ReadValues, readOpenStackValues } from './read.ts';
export { isOpenStackValues, type Recognized, recognizeChart } from './recognize.ts';
export { valuesSchema } from './schema.ts';
export { sharedValues } from './shared.ts';
export { openStackChart, type ValuesChart } from './whole.ts';
