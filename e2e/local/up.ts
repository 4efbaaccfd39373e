import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { hawserMain } from './hawser.ts';

/** `hawser up`, running. */
export interface Up {
  pid: number;
  /** What it has printed, without colours. */
  output(): string;
  /** Settles once it has printed what a pattern matches. @throws Error when it ends before */
  prints(pattern: RegExp): Promise<void>;
  /** Sends a signal and waits for the end. @returns the exit code, null when the signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Waits for the end. */
  ended: Promise<number | null>;
}

/** The checkout, whose platform it is. */
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs the platform of this checkout, as `npm start` does, on free ports unless arguments say otherwise. */
export function startUp(dataDir: string, args: readonly string[] = ['--port', '0', '--any-ports']): Up {
  const child = spawn(process.execPath, [hawserMain, 'up', ...args], {
    cwd: root,
    env: { ...process.env, HAWSER_DATA: dataDir, XDG_CONFIG_HOME: dataDir, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  let output = '';
  const heard = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const tell of heard) tell();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    pid: child.pid!,
    output: () => output,
    ended,
    prints: pattern =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(output)) return;
          heard.delete(look);
          resolve();
        };
        heard.add(look);
        void ended.then(code => reject(new Error(`it ended with ${code}: ${output}`)));
        look();
      }),
    end: signal => {
      child.kill(signal);
      return ended;
    },
  };
}
