import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveTo } from './postgres/account.ts';
import { type Binaries, findBinaries } from './postgres/binaries.ts';
import { type Cluster, openCluster } from './postgres/cluster.ts';
import { type Connection, dropDatabase, ensureDatabase, urlOf } from './postgres/database.ts';
import { runOnFreePort, runServer } from './postgres/run.ts';
import { disposable, type Settings } from './postgres/settings.ts';
import type { Supervised } from './postgres/supervisor.ts';

export { freePort } from './ports.ts';

/** A PostgreSQL server for tests. It ends, and its data goes, with the test process at the latest. */
export interface TestPostgres extends Connection {
  /** URL of the database `postgres`. */
  url: string;
  /** A fresh, empty database on this server. */
  database(): Promise<TestDatabase>;
  /** Stops the server, breaking connections off; its data stays for {@link restart}. */
  stop(): Promise<void>;
  /** Stops the server if it runs and starts it again, on the same port with the same data. */
  restart(): Promise<void>;
  /** Ends the server with SIGKILL, as a crash would. */
  kill(): Promise<void>;
}

/** A database for tests, described as `pg`'s `Pool` and `Client` take it (`database` is its name). */
export interface TestDatabase extends Connection {
  database: string;
  url: string;
  /** Removes the database, breaking off connections to it; not needed at the end of a test. */
  drop(): Promise<void>;
}

/**
 * Starts a server of its own for a test that stops, kills or configures it. Any other test does with
 * {@link testDatabase}. It doesn't keep the test process from ending.
 *
 * @param settings server settings beside those for tests (nothing is written through to disk)
 */
export async function startPostgres(settings: Settings = {}): Promise<TestPostgres> {
  const binaries = findBinaries();
  const cluster = await copyTemplate(binaries);
  const start = (port: number) =>
    runServer(
      binaries,
      cluster,
      port,
      { ...disposable, ...settings },
      { signal: 'QUIT', remove: cluster.folder },
    );
  const started = await runOnFreePort(undefined, start);
  const { port } = started;
  let server: Supervised = started.server;
  server.unref();
  folders.delete(cluster.folder);
  const end = async (signal: 'INT' | 'KILL') => {
    server.ref();
    server.signal(signal);
    await server.ended;
    folders.add(cluster.folder);
  };
  const connection: Connection = {
    host: '127.0.0.1',
    port,
    user: cluster.login.user,
    password: cluster.login.password,
  };
  let databases = 0;
  return {
    ...connection,
    url: urlOf(connection, 'postgres'),
    database: async () => {
      const database = `test_${++databases}`;
      const url = await ensureDatabase(connection, database);
      return { ...connection, database, url, drop: () => dropDatabase(connection, database) };
    },
    stop: () => end('INT'),
    kill: () => end('KILL'),
    restart: async () => {
      await end('INT');
      server = await start(port);
      server.unref();
      folders.delete(cluster.folder);
    },
  };
}

/** Folders to remove at the end; that of a running server is removed by its supervisor, once the server has ended. */
const folders = new Set<string>();
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

let shared: Promise<TestPostgres> | undefined;

/** A fresh, empty database in one server that the tests of this process share. */
export async function testDatabase(): Promise<TestDatabase> {
  shared ??= startPostgres();
  return (await shared).database();
}

/** Linux's folder in memory, and the bytes that have to be free there for servers to have their data in it. */
const memory = { folder: '/dev/shm', free: 2 * 1024 ** 3 };

/** Where servers for tests have their data: in memory, if that has room, since none of it outlives them. */
function dataHome(): string {
  if (!existsSync(memory.folder)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory.folder);
  return bavail * bsize >= memory.free ? memory.folder : tmpdir();
}

/** Others may pass, not read: the server's user is another one when root runs the tests. */
const passable = 0o711;

/** Copies a cluster that was made once on this machine: that takes a tenth of the time of making one. */
async function copyTemplate(binaries: Binaries): Promise<Cluster> {
  const template = await findTemplate(binaries);
  const folder = mkdtempSync(join(dataHome(), 'hawser-test-'));
  folders.add(folder);
  const { status, stderr } = spawnSync('cp', ['-R', `${template}/.`, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`copying ${template} failed: ${stderr}`);
  chmodSync(folder, passable);
  const cluster = await openCluster(binaries, folder);
  giveTo(cluster.account, folder);
  return cluster;
}

/** The template's folder, made by the first test process that needs it kept for the later ones. */
async function findTemplate(binaries: Binaries): Promise<string> {
  const template = join(tmpdir(), `hawser-test-template-${binaries.version}-${process.getuid?.()}`);
  if (existsSync(template)) {
    const { uid, mode } = lstatSync(template);
    if (uid === process.getuid?.() && (mode & 0o022) === 0) return template;
    throw new Error(`${template} belongs to another user: remove it`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'hawser-test-making-'));
  chmodSync(folder, passable);
  const cluster = join(folder, 'template');
  mkdirSync(cluster, { mode: passable });
  try {
    await openCluster(binaries, cluster, ['--no-sync', '--wal-segsize=1']);
    renameSync(cluster, template);
  } catch (error) {
    // Another test process may have made it meanwhile, and a folder that isn't empty can't be replaced.
    if (!existsSync(template)) throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return template;
}
