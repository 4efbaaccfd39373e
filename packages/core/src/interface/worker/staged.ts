import { z } from 'zod';
import { RejectJob, type TaskHandler } from './task.ts';

const stageForm = z.object({
  locator: z.enum(['SERVICE', 'MANAGER']),
  name: z.string(),
  /** SpaceONE's producers write an object or a list of pairs. */
  metadata: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  method: z.string(),
  params: z.record(z.string(), z.unknown()),
});

const taskForm = z.object({
  name: z.string().default(''),
  version: z.literal('v1').default('v1'),
  executionEngine: z.string().default('BaseWorker'),
  stages: z.array(stageForm).max(1_000),
  stop_on_failure: z.boolean().default(true),
});

/** One call of a SpaceONE task. */
export type Stage = z.output<typeof stageForm>;

/** A task in SpaceONE's form: calls, one after the other. */
export type StagedTask = z.input<typeof taskForm>;

/** Finds what a stage calls; the function gets the stage's `params`. Undefined if there is no such service or method. */
export type StageResolver = (stage: Stage) => TaskHandler | undefined | Promise<TaskHandler | undefined>;

/** The task name under which staged tasks are sent, where the name matters. */
export const stagedTask = 'spaceone.task';

/** Whether a payload looks like a task in SpaceONE's form. */
export function isStaged(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'stages' in payload;
}

/**
 * A handler for tasks in SpaceONE's form. A stage that fails fails the job, and its next attempt begins with the first
 * stage again; with `stop_on_failure: false` the next stage follows and the job is done all the same, as in SpaceONE.
 */
export function runStages(resolve: StageResolver): TaskHandler {
  return async (payload, context) => {
    const { success, data, error } = taskForm.safeParse(payload);
    if (!success) throw new RejectJob(`not a task: ${z.prettifyError(error)}`);
    for (const stage of data.stages) {
      context.signal.throwIfAborted();
      try {
        const call = await resolve(stage);
        if (!call) throw new RejectJob(`nothing answers to ${stage.locator} ${stage.name}.${stage.method}`);
        await call(stage.params, context);
      } catch (error) {
        if (data.stop_on_failure || context.signal.aborted) throw error;
        context.log.warn(
          { err: error, stage: `${stage.name}.${stage.method}` },
          'a stage failed; the next one follows',
        );
      }
    }
  };
}
