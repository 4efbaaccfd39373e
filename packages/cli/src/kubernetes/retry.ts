import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from './error.ts';

/** Pauses between two tries, in milliseconds: the first, and the longest. */
const [shortest, longest] = [250, 5_000];

/** Repeats what failed because the API server was away or busy. @param limit how long, in milliseconds */
export async function retrying<T>(work: () => Promise<T>, limit: number): Promise<T> {
  const end = Date.now() + limit;
  for (let pause = shortest; ; pause = Math.min(pause * 2, longest)) {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof ApiError && thrown.transient) || Date.now() + pause > end) throw thrown;
      await delay(pause);
    }
  }
}
