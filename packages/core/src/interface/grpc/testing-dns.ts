import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Types of DNS records by number, and what an answer's flags say: an answer, recursion desired and available, no error. */
const types: Readonly<Record<number, string>> = { 1: 'A', 16: 'TXT', 28: 'AAAA' };
const flags = 0x8180;

/**
 * A name server on this machine that gives every name the same IPv4 addresses, which tests change. `asked` has the
 * types of records that it was asked for.
 */
export async function startNameServer(addresses: string[]) {
  const server = { addresses, asked: [] as string[], address: '', stop: () => socket.close() };
  const socket = createSocket('udp4', (query, { port, address }) => {
    // The question follows the header of twelve bytes: a name of counted parts ended by zero, a type, a class.
    const end = query.indexOf(0, 12) + 5;
    const type = types[query.readUInt16BE(end - 4)] ?? 'another';
    const found = type === 'A' ? server.addresses : [];
    server.asked.push(type);
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(flags, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    // Of each: the question's name by its place, type A, class IN, no time to live, four bytes.
    const records = found.map(ip =>
      Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...ip.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  server.address = `127.0.0.1:${socket.address().port}`;
  return server;
}
