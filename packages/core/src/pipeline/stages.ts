import type { EventDetail, EventState, Handler, Mutate, Notify } from '../handler/handler.ts';
import type { Log } from '../log.ts';
import type { Transaction } from '../transaction/index.ts';
import type { MethodInfo } from './method.ts';

type Step = (transaction: Transaction) => void | Promise<void>;

/** The stages of one method, each one function, absent when no handler has it. */
export interface MethodStages {
  authenticate: Step | undefined;
  authorize: Step | undefined;
  mutateRequest: Mutate | undefined;
  mutateResponse: Mutate | undefined;
  notify: ((transaction: Transaction, state: EventState, detail: EventDetail) => void) | undefined;
}

/** Asks every handler for its stages of `method` and joins them; responses are mutated in reverse order. */
export function compileStages(handlers: readonly Handler[], method: MethodInfo, log: Log): MethodStages {
  const all = handlers.map(handler => handler.stages(method));
  const present = <T>(stages: (T | undefined)[]) => stages.filter((stage): stage is T => stage !== undefined);
  return {
    authenticate: sequence(present(all.map(stages => stages.authenticate))),
    authorize: sequence(present(all.map(stages => stages.authorize))),
    mutateRequest: sequence(present(all.map(stages => stages.mutateRequest))),
    mutateResponse: sequence(present(all.map(stages => stages.mutateResponse)).reverse()),
    notify: broadcast(present(all.map(stages => stages.notify)), log),
  };
}

/** One function that runs all in order and stays synchronous as long as they do. */
function sequence<A extends unknown[]>(steps: readonly ((...args: A) => void | Promise<void>)[]) {
  if (steps.length < 2) return steps[0];
  return (...args: A): void | Promise<void> => {
    for (let i = 0; i < steps.length; i++) {
      const pending = steps[i]!(...args);
      if (pending) return rest(steps, i + 1, pending, args);
    }
  };
}

async function rest<A extends unknown[]>(
  steps: readonly ((...args: A) => void | Promise<void>)[],
  from: number,
  pending: Promise<void>,
  args: A,
) {
  await pending;
  for (let i = from; i < steps.length; i++) await steps[i]!(...args);
}

/** Events are told, not waited for: a slow or failing listener must not hold up or fail the call. */
function broadcast(listeners: readonly Notify[], log: Log): MethodStages['notify'] {
  if (listeners.length === 0) return undefined;
  const failed = (tx: Transaction, thrown: unknown) =>
    log.error({ err: thrown, id: tx.id, method: tx.method.path }, 'event handler failed');
  return (transaction, state, detail) => {
    for (const listener of listeners) {
      try {
        listener(transaction, state, detail)?.catch((thrown: unknown) => failed(transaction, thrown));
      } catch (thrown) {
        failed(transaction, thrown);
      }
    }
  };
}
