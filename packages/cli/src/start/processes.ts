import cluster, { type Worker } from 'node:cluster';
import { CliError } from '../error.ts';
import { onStopSignal } from '../stop-signal.ts';

/** Pause before a process that ended is started again, in milliseconds. */
const restartPause = 1_000;

/**
 * Runs this command line in several processes that share its ports. One that ends by itself is started again; one that
 * ends before it is ready would do so for ever, so that ends all.
 */
export async function runProcesses(count: number): Promise<void> {
  const ready = new WeakSet<Worker>();
  const running = new Set<Worker>();
  let stopping = false;
  const stop = onStopSignal(() => {});
  let fail: (reason: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const ended = new Promise<void>(resolve => {
    cluster.on('exit', (worker, code) => {
      running.delete(worker);
      if (stopping && running.size === 0) resolve();
      if (stopping) return;
      if (!ready.has(worker)) fail(new CliError(`a process ended with ${code} before it was ready`));
      else setTimeout(() => stopping || running.add(cluster.fork()), restartPause);
    });
  });
  cluster.on('message', worker => ready.add(worker));
  for (let i = 0; i < count; i++) running.add(cluster.fork());
  try {
    await Promise.race([stop.signal, failed]);
  } finally {
    stopping = true;
    for (const worker of running) if (worker.isConnected()) worker.send('stop');
    if (running.size > 0) await ended;
    stop.release();
  }
}
