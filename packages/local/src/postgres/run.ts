import { LocalError } from '../error.ts';
import { freePort } from '../ports.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { explain } from './failure.ts';
import { type Settings, toArguments } from './settings.ts';
import { type Orphan, Supervised } from './supervisor.ts';

/** Receives PostgreSQL's log, line by line. */
export type Log = (line: string) => void;

/**
 * Runs the server of a cluster and resolves when it accepts connections. Rejects with a {@link LocalError} when it ends
 * before that. A server that was killed may leave children behind that end within moments: it is tried again then.
 */
export async function runServer(
  binaries: Binaries,
  cluster: Cluster,
  port: number,
  settings: Settings,
  orphan: Orphan,
  log: Log = () => {},
): Promise<Supervised> {
  const command = [binaries.postgres, '-D', cluster.data, ...toArguments({ ...settings, port })];
  const deadline = Date.now() + 10_000;
  for (;;) {
    const lines: string[] = [];
    const { promise: ready, resolve } = Promise.withResolvers<'ready'>();
    const server = new Supervised(cluster.account, command, orphan, line => {
      log(line);
      if (line.includes('database system is ready to accept connections')) resolve('ready');
      if (lines.push(line) > 100) lines.shift();
    });
    const outcome = await Promise.race([ready, server.ended]);
    if (outcome === 'ready') return server;
    const childrenLinger = lines.some(line => line.includes('pre-existing shared memory block'));
    if (!childrenLinger || Date.now() > deadline) throw explain('postgres', lines, outcome, cluster.data);
    await new Promise(resume => setTimeout(resume, 50));
  }
}

/**
 * Runs the server on the given port, or on another free one when that is taken, and tells which.
 *
 * @param preferred the port to try first
 */
export async function runOnFreePort(
  preferred: number | undefined,
  run: (port: number) => Promise<Supervised>,
): Promise<{ server: Supervised; port: number }> {
  for (let port = preferred ?? (await freePort()), attempt = 1; ; port = await freePort(), attempt++) {
    try {
      return { server: await run(port), port };
    } catch (error) {
      // Between the check and the server's bind another process may take the port.
      if (attempt < 5 && error instanceof LocalError && error.code === 'PORT_IN_USE') continue;
      throw error;
    }
  }
}
