import { createServer } from 'node:net';
import { errno, LocalError } from './error.ts';
import { findHolder } from './port-holder.ts';

// Below the range that Linux (32768), macOS and others (49152) give to outgoing connections, so that none of those takes
// a port that was found free here.
const lowest = 20_000;
const highest = 32_000;

/** A port that a server is about to listen on. */
export interface WantedPort {
  port: number;
  /** Address to listen on; by default 127.0.0.1. */
  host?: string;
  /** What it is for, as the user knows it: `REST`, `gRPC of identity`. */
  purpose: string;
  /** How to choose another one: an option's or a variable's name. */
  setting: string;
}

/**
 * Makes sure that a server can listen on a port.
 *
 * @throws LocalError PORT_IN_USE that names the process which holds it, where that can be known: of other users' processes
 *   only root sees the sockets
 */
export async function requireFree({ port, host, purpose, setting }: WantedPort): Promise<void> {
  const failure = await tryListen(port, host);
  if (failure === undefined) return;
  if (failure === 'EACCES') {
    throw new LocalError(
      'PORT_IN_USE',
      `port ${port} (${purpose}) may be opened by root only`,
      `choose one above 1023 with ${setting}`,
    );
  }
  const holder = findHolder(port);
  throw new LocalError(
    'PORT_IN_USE',
    `port ${port} (${purpose}) is in use by ${holder === undefined ? 'another program' : `${holder.name} (process ${holder.pid})`}`,
    `stop it${holder === undefined ? '' : ` (kill ${holder.pid})`}, or choose another port with ${setting}`,
  );
}

/** A TCP port on the loopback address that is free now, for a server that can't choose one itself. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if ((await tryListen(port)) === undefined) return port;
  }
}

/** Listens for a moment: undefined when that works, else why not. Other failures (no such address) are thrown. */
async function tryListen(port: number, host = '127.0.0.1'): Promise<'EADDRINUSE' | 'EACCES' | undefined> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, exclusive: true }, resolve);
    });
    await new Promise(resolve => server.close(resolve));
    return undefined;
  } catch (error) {
    const code = errno(error);
    if (code === 'EADDRINUSE' || code === 'EACCES') return code;
    throw error;
  }
}
