import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { hawserMain } from '../hawser.ts';

/** A process of the tests' own that serves. It ends with the test process at the latest. */
export interface Child {
  pid: number;
  /** Addresses by kind of server. */
  servers: Readonly<Record<string, string>>;
  /** Sends a signal and waits for the end. @returns the exit code, null when the signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Everything that it has logged. */
  log: string[];
}

const children = new Set<ChildProcess>();
process.once('exit', endAll);

/** Ends all processes that still run, at once. */
export function endAll(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** Runs servers of a service as a container does: `hawser start`. */
export async function startReplica(service: string, servers: string, config: string): Promise<Child> {
  return start(
    [hawserMain, 'start', service, '--server', servers, '--config', config],
    {},
    'ready',
    line => ({
      ...(line.servers as Record<string, string>),
    }),
  );
}

/** Runs the collector of these tests. */
export async function startTestPlugin(): Promise<Child> {
  const entry = fileURLToPath(new URL('../fixtures/plugin.ts', import.meta.url));
  return start([entry], { HAWSER_PLUGIN_PORT: '0' }, 'the plugin answers', line => ({
    grpc: String(line.address),
  }));
}

async function start(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  message: string,
  serversOf: (line: Record<string, unknown>) => Record<string, string>,
): Promise<Child> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  void exited.then(() => children.delete(child));
  const log: string[] = [];
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        log.push(line);
        if (line.startsWith('{') && line.includes(`"msg":"${message}"`)) resolve(JSON.parse(line));
      });
    }
    void exited.then(code => reject(new Error(`${args.join(' ')} ended with ${code}: ${log.join('\n')}`)));
  });
  const servers = serversOf(await ready);
  return {
    pid: child.pid!,
    servers,
    log,
    end: signal => {
      child.kill(signal);
      return exited;
    },
  };
}
