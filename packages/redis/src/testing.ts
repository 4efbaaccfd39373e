import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Redis server for tests; null where the machine has none. */
export async function startRedis(): Promise<{
  port: number;
  stop(): Promise<void>;
  start(): Promise<void>;
} | null> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'hawser-redis-'));
  let server: ChildProcess;
  const start = async () => {
    server = spawn(
      'redis-server',
      ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await Promise.race([
      once(server, 'spawn'),
      once(server, 'error').then(([error]) => Promise.reject(error)),
    ]);
    for await (const chunk of server.stdout!) if (String(chunk).includes('Ready to accept')) break;
    await reachable(port);
    server.unref();
    process.once('exit', () => server.kill('SIGKILL'));
  };
  try {
    await start();
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
  return {
    port,
    start,
    async stop() {
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function reachable(port: number): Promise<void> {
  const socket = createConnection(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
}
