export { isStaged, type Stage, type StagedTask, type StageResolver, stagedTask } from './staged.ts';
export { type JobContext, RejectJob, type TaskHandler } from './task.ts';
export { type Drained, Worker, type WorkerOptions } from './worker.ts';
