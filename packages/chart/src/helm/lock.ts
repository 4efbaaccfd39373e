import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A holder says this often that it lives, in milliseconds. */
const beat = 1_000;
/** One that has been silent for this long has ended without giving the lock back. */
const silence = 15_000;
/** Those who wait look this often. */
const look = 200;

/**
 * Does some work while holding a lock that is a file, so that of several processes one does it and the others wait.
 * The holder touches the file while it works; one that was killed is taken over from. The lock saves work and no more:
 * two who take over at the same instant may both go on, so what they make has to be put in place at once.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  while (!(await create(file))) {
    if (await isStale(file)) await rm(file, { force: true });
    else await delay(look, undefined, signal ? { signal } : {});
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, beat);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await rm(file, { force: true });
  }
}

async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs > silence;
  } catch {
    return false;
  }
}
