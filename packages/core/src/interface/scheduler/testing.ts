import type { Clock } from './clock.ts';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves the time, and calls what is due back in order. */
  advance(ms: number): void;
}

export function fakeClock(start: number | string): FakeClock {
  let now = new Date(start).getTime();
  const timers = new Set<{ at: number; callback: () => void }>();
  const runDue = () => {
    for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > now || !timers.delete(timer)) continue;
      timer.callback();
    }
  };
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      if (ms <= 0) setImmediate(runDue);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      now += ms;
      runDue();
    },
  };
}
