import { setTimeout } from 'node:timers/promises';

/**
 * Tries until it succeeds, as the state of a cluster follows what was asked of it.
 *
 * @param seconds at most; then the last failure is thrown. Default: 60.
 */
export async function eventually<T>(attempt: () => T | Promise<T>, seconds = 60): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await setTimeout(250);
    }
  }
}
