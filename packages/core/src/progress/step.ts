/** What happens to one step of something long. */
export interface StepEvent {
  /** What is done, in a few words: `PostgreSQL`, `identity`. The same in all events of a step. */
  step: string;
  state: 'running' | 'done' | 'failed';
  /** What came of it, or how far it is. */
  detail?: string | undefined;
}

/** Hears of the steps as they happen. */
export type Report = (event: StepEvent) => void;

/** Runs one step and reports it. `work` returns what came of it; it may report its progress on the way. */
export async function step<T>(
  report: Report,
  name: string,
  work: (progress: (detail: string) => void) => Promise<T>,
  detail: (result: T) => string = () => '',
): Promise<T> {
  report({ step: name, state: 'running' });
  try {
    const result = await work(text => report({ step: name, state: 'running', detail: text }));
    report({ step: name, state: 'done', detail: detail(result) });
    return result;
  } catch (thrown) {
    report({
      step: name,
      state: 'failed',
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    });
    throw thrown;
  }
}
