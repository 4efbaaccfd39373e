import { CliError } from '../error.ts';
import type { PodAccess } from '../kubernetes/access.ts';
import { streams } from '../terminal/streams.ts';
import { conditionsOf, type Wanted } from './conditions.ts';
import { podMessage } from './message.ts';
import { time, watch } from './watch.ts';

export interface WaitCommand extends Wanted {
  /** In seconds. */
  timeout: number;
  interval: number;
}

/** Where a pod's surroundings are; tests name others. */
export interface Surroundings {
  access?: () => PodAccess;
  terminationLog?: string;
}

/** Exit codes of a process that a signal ended, as shells have them. */
const codes = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Waits until all conditions hold. Its log is a line for each change, and a reminder every 30 s; the pod's message says at
 * any time what is missing, so that a pod that is killed meanwhile has said why it didn't start.
 *
 * @throws CliError with what is still missing when the time is up
 */
export async function runWait(command: WaitCommand, around: Surroundings = {}): Promise<void> {
  const conditions = await conditionsOf(command, around.access);
  const say = podMessage(around.terminationLog);
  const line = (text: string) => streams.out.write(`${time(Date.now())} ${text}\n`);
  let left: readonly string[] = conditions.map(({ name }) => name);
  const listeners = Object.entries(codes).map(([signal, code]) => {
    const listener = () => {
      say(`ended by ${signal} while waiting for ${left.join('\n')}\n`);
      line(`ended by ${signal}`);
      process.exit(code);
    };
    process.once(signal, listener);
    return () => process.off(signal, listener);
  });
  line(`waiting for ${conditions.map(({ name }) => name).join(', ')}; ${command.timeout} s at most`);
  try {
    const missing = await watch(conditions, {
      timeout: command.timeout * 1000,
      interval: command.interval * 1000,
      line,
      missing: lines => {
        left = lines;
        say(lines.length === 0 ? '' : `waiting for ${lines.join('\n')}\n`);
      },
    });
    if (missing.length > 0) throw givenUp(command.timeout, conditions.length, missing, say);
    line('all is there');
  } finally {
    for (const release of listeners) release();
    for (const { close } of conditions) await close?.();
  }
}

function givenUp(
  timeout: number,
  count: number,
  missing: readonly string[],
  say: (text: string) => void,
): CliError {
  const text = `gave up after ${timeout} s; missing ${missing.length} of ${count}:\n${missing.map(one => `  ${one}`).join('\n')}`;
  say(`${text}\n`);
  return new CliError(text);
}
