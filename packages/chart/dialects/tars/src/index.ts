export { writeChart } from '../../../src/generate/file.ts';
export { checkByHelm } from '../../text/helm.ts';
export { formatProblem, type Problem, ValuesError } from '../../text/problem.ts';
export { configFileOf, type TarsChart, type TarsRelease, tarsChart, withTag } from './chart.ts';
export { isTarsValues, type ReadValues, readTarsValues } from './read.ts';
export type { TarsValues } from './values.ts';
