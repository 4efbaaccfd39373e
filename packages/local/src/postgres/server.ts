import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock } from '../lock.ts';
import { requireFree } from '../ports.ts';
import { findBinaries } from './binaries.ts';
import { openCluster, saveLogin } from './cluster.ts';
import { type Connection, urlOf } from './database.ts';
import { explainMaking, explainSystem } from './failure.ts';
import { stopLeftover } from './leftover.ts';
import { type Log, runOnFreePort, runServer } from './run.ts';
import { durable } from './settings.ts';

export interface PostgresOptions {
  /** The platform's data folder; PostgreSQL's is `postgres` below it. Made when it isn't there. */
  dataDir: string;
  /** TCP port on 127.0.0.1. By default that of the last start, or a free one. */
  port?: number;
  /** Receives the server's log, line by line; by default nobody does. */
  log?: Log;
}

/** A running PostgreSQL server whose data is kept. */
export interface Postgres extends Connection {
  /** URL of the database `postgres`. */
  url: string;
  /** Settles when the server has ended, by {@link stop} or by itself, with its exit code or signal. */
  ended: Promise<number | string>;
  /**
   * Breaks connections off, writes everything to disk and ends the server. Called again meanwhile, ends it at once; the
   * next start then recovers from the log.
   */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that npm installed on a data folder, which is initialised first when it is new. A server that a
 * killed run left behind is stopped before. It listens on 127.0.0.1 only and outlives Ctrl-C, but not this process.
 *
 * @throws LocalError with the cause and the way out in a line each
 */
export async function startPostgres({ dataDir, port: wanted, log }: PostgresOptions): Promise<Postgres> {
  const binaries = findBinaries();
  const folder = makeFolder(join(dataDir, 'postgres'));
  const release = acquireLock(join(folder, 'lock'));
  try {
    await stopLeftover(join(folder, 'data'));
    const cluster = await openCluster(binaries, folder);
    const start = (port: number) => runServer(binaries, cluster, port, durable, { signal: 'INT' }, log);
    if (wanted !== undefined) {
      await requireFree({ port: wanted, purpose: 'PostgreSQL', setting: 'its port setting' });
    }
    const { server, port } =
      wanted === undefined
        ? await runOnFreePort(cluster.login.port, start)
        : { server: await start(wanted), port: wanted };
    if (port !== cluster.login.port) saveLogin(folder, { ...cluster.login, port });
    server.ended.then(release);
    const { user, password } = cluster.login;
    const connection: Connection = { host: '127.0.0.1', port, user, password };
    let stopping = false;
    return {
      ...connection,
      url: urlOf(connection, 'postgres'),
      ended: server.ended,
      stop: async () => {
        server.signal(stopping ? 'QUIT' : 'INT');
        stopping = true;
        await server.ended;
      },
    };
  } catch (error) {
    release();
    throw explainSystem(error, folder);
  }
}

/** Makes the folder and returns its real path. Others may pass it: PostgreSQL's user is another one for root. */
function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    return realpathSync(folder);
  } catch (error) {
    throw explainMaking(error, folder);
  }
}
