import { ask } from '../terminal/prompt.ts';
import type { ProgressView } from './progress.ts';

/** What the user wants after Ctrl-C. */
export type Choice = 'leave' | 'cancel';

/** Listens for Ctrl-C while a job is followed. */
export interface Interrupt {
  /** Settles with the user's choice, once one was made; after `go on`, at the next one. */
  choice(): Promise<Choice>;
  release(): void;
}

/** Asks what Ctrl-C means: leave the job running, cancel it, or go on. Without a terminal it means leave. */
export function onInterrupt(view: ProgressView): Interrupt {
  let settle: (choice: Choice) => void = () => {};
  let chosen = new Promise<Choice>(resolve => {
    settle = resolve;
  });
  let asking = false;
  const listener = async () => {
    if (asking) return;
    asking = true;
    const choice = await question(view);
    asking = false;
    if (choice) settle(choice);
  };
  process.on('SIGINT', listener);
  return {
    choice: async () => {
      const choice = await chosen;
      // A job that is cancelled is followed to its end; Ctrl-C asks anew then.
      chosen = new Promise(resolve => {
        settle = resolve;
      });
      return choice;
    },
    release: () => process.off('SIGINT', listener),
  };
}

async function question(view: ProgressView): Promise<Choice | undefined> {
  if (!process.stdin.isTTY) return 'leave';
  view.note('');
  const answer = await ask('Leave it running (l), cancel it (c), or go on (Enter)? ').catch(() => 'l');
  if (/^l/i.test(answer)) return 'leave';
  return /^c/i.test(answer) ? 'cancel' : undefined;
}
