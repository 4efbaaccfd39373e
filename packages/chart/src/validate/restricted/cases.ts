import type { PodCase } from './case.ts';
import { contextCases } from './cases-context.ts';
import { fieldCases } from './cases-pod.ts';

/** Good and bad pods, one or more a rule of the restricted Pod Security Standard. */
export const podCases: PodCase[] = [...fieldCases, ...contextCases];
