import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Account } from './account.ts';

/**
 * A shell between us and PostgreSQL, so that PostgreSQL ends when we are killed: it holds the reading end of a pipe
 * whose writing end dies with us. Lines on the pipe are names of signals for the server.
 *
 * `$1` is the signal that stops the server when the pipe ends, repeated since a server that is just starting ignores
 * it; `$2`, when not empty, a folder to remove after that; the rest is the server's command.
 */
const script = `
signal=$1 folder=$2
shift 2
exec 3<&0
trap 'orphaned=1' USR1
"$@" </dev/null 3<&- &
server=$!
(
  while read -r name; do kill -s "$name" $server; done <&3
  kill -s USR1 $$
  while kill -s "$signal" $server 2>/dev/null; do sleep 1; done
) 2>/dev/null &
reader=$!
exec 3<&-
wait $server
code=$?
if [ -n "$orphaned" ]; then
  wait $server
  [ -n "$folder" ] && rm -rf "$folder"
fi
kill $reader 2>/dev/null
exit $code
`;

/** PostgreSQL's shutdown modes as signals: SIGINT breaks connections off and writes a checkpoint, SIGQUIT just ends. */
export type StopSignal = 'INT' | 'QUIT' | 'KILL';

/** What happens to the server when this process ends without stopping it. */
export interface Orphan {
  signal: StopSignal;
  /** A folder to remove then. */
  remove?: string;
}

/** A running server process. */
export class Supervised {
  readonly #child: ChildProcess;
  /** Settles with the exit code (or signal) when the server has ended. */
  readonly ended: Promise<number | string>;
  #running = true;

  constructor(account: Account, command: string[], orphan: Orphan, onLine: (line: string) => void) {
    const [program, ...args] = [
      ...account.prefix,
      ...['sh', '-c', script, 'postgres-supervisor', orphan.signal, orphan.remove ?? '', ...command],
    ];
    this.#child = spawn(program!, args, {
      ...account.spawn,
      // A session of its own: Ctrl-C in the terminal is for us, and the server has to outlive our drain.
      detached: true,
      cwd: '/',
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    this.#child.stdin!.on('error', () => {});
    createInterface({ input: this.#child.stderr! }).on('line', onLine);
    this.ended = once(this.#child, 'exit').then(
      ([code, signal]: (number | string | null)[]) => {
        this.#running = false;
        this.#child.stdin!.destroy();
        return code ?? signal ?? 'unknown';
      },
      (error: Error) => {
        this.#running = false;
        return error.message;
      },
    );
  }

  get running(): boolean {
    return this.#running;
  }

  signal(name: StopSignal): void {
    if (this.#running) this.#child.stdin!.write(`${name}\n`);
  }

  /** Lets this process end although the server runs. */
  unref(): void {
    this.#child.unref();
    (this.#child.stdin as Socket).unref();
    (this.#child.stderr as Socket).unref();
  }

  /** Undoes {@link unref}, while something waits for the server to end. */
  ref(): void {
    this.#child.ref();
    (this.#child.stderr as Socket).ref();
  }
}
