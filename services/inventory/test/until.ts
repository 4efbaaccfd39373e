import { setTimeout as delay } from 'node:timers/promises';

/** The first answer of `look` that isn't undefined, which it is asked for again and again. */
export async function until<T>(look: () => Promise<T | undefined>, what: string, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(10);
  }
  throw new Error(`waited ${seconds} s for ${what}`);
}
