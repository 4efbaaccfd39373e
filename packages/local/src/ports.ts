import { createServer } from 'node:net';
import { errno } from './error.ts';

// Below the range that Linux (32768), macOS and others (49152) give to outgoing connections, so that none of those takes
// a port that was found free here.
const lowest = 20_000;
const highest = 32_000;

/** Whether a TCP port of an address can be listened on now. Rejects for an address that isn't this machine's. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, exclusive: true }, resolve);
    });
    await new Promise(resolve => server.close(resolve));
    return true;
  } catch (error) {
    const code = errno(error);
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw error;
  }
}

/** A TCP port on the loopback address that is free now, for a server that can't choose one itself. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) return port;
  }
}
