export { writeChart } from '../../../src/generate/file.ts';
export { configFileOf, type TarsChart, type TarsRelease, tarsChart, withTag } from './chart.ts';
export { formatProblem, type Problem, ValuesError } from './problem.ts';
export { isTarsValues, type ReadValues, readTarsValues } from './read.ts';
export type { TarsValues } from './values.ts';
