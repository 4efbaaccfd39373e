import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Within this many milliseconds a signal is a copy: Ctrl-C reaches us from the terminal and through npm. */
const copyWindow = 500;

/**
 * Runs a program with our standard streams, passes signals on to it, and ends with its exit code.
 *
 * It gets a process group of its own, so that it sees one signal for each Ctrl-C, and a second one only when the user
 * insists.
 */
export function launch(program, args, options = {}) {
  return new Promise(() => {
    const child = spawn(program, args, { stdio: 'inherit', detached: true, ...options });
    const last = new Map();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        const now = performance.now();
        const isCopy = now - (last.get(signal) ?? -copyWindow) < copyWindow;
        last.set(signal, now);
        if (!isCopy) child.kill(signal);
      });
    }
    // npm dying alone (SIGTERM ends the shell between npm and us, SIGKILL reaches nobody) is a signal to stop, too.
    if (process.env.npm_lifecycle_event) {
      const parent = process.ppid;
      setInterval(() => process.ppid === parent || process.emit('SIGTERM', 'SIGTERM'), 1000).unref();
    }
    child.on('error', error => {
      console.error(`${program} can't be started: ${error.message}`);
      process.exit(1);
    });
    child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
  });
}
