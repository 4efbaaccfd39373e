/** A wish to stop, heard of by SIGINT or SIGTERM. */
export interface StopSignal {
  /** Settles at the first signal. */
  signal: Promise<void>;
  requested(): boolean;
  /** Signals mean again what they mean by default. */
  release(): void;
}

/** Exit codes of a process that a signal ended at once, as shells have them. */
const codes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Waits for the first signal; a second one ends the process at once. */
export function onStopSignal(first: () => void): StopSignal {
  let asked = false;
  let settle: () => void;
  const signal = new Promise<void>(resolve => {
    settle = resolve;
  });
  const listener = (name: NodeJS.Signals) => {
    if (asked) process.exit(codes[name as keyof typeof codes]);
    asked = true;
    first();
    settle();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    signal,
    requested: () => asked,
    release: () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}
