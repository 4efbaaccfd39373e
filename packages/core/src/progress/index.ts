export { type Report, type StepEvent, step } from './step.ts';
