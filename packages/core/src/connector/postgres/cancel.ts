import { connect } from 'node:net';
import type { PoolClient } from 'pg';

/** What `pg` knows of a connection, beside its documented interface. */
interface Backend {
  processID?: number | null;
  secretKey?: number | null;
  host: string;
  port: number;
}

const cancelRequest = 80877102;

/**
 * Asks the server to end the statement that a connection runs, as the protocol has it: by a connection of its own,
 * without a login. Best effort; the caller closes the connection in any case.
 */
export function cancelStatement(client: PoolClient): void {
  const { processID, secretKey, host, port } = client as unknown as Backend;
  if (processID == null || secretKey == null) return;
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(cancelRequest, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  socket.unref();
  socket.on('error', () => socket.destroy());
  socket.end(message);
}
