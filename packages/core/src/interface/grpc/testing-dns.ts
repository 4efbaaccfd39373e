import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Types of DNS records, and what an answer's flags say: an answer, recursion desired and available, no error. */
const typeA = 1;
const flags = 0x8180;

/** A name server on this machine that gives every name the same IPv4 addresses, which tests change. */
export async function startNameServer(addresses: string[]) {
  const server = { addresses, asked: 0, address: '', stop: () => socket.close() };
  const socket = createSocket('udp4', (query, { port, address }) => {
    // The question follows the header of twelve bytes: a name of counted parts ended by zero, a type, a class.
    const end = query.indexOf(0, 12) + 5;
    const found = query.readUInt16BE(end - 4) === typeA ? server.addresses : [];
    if (query.readUInt16BE(end - 4) === typeA) server.asked++;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(flags, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    // Of each: the question's name by its place, type A, class IN, no time to live, four bytes.
    const records = found.map(ip =>
      Buffer.from([0xc0, 12, 0, typeA, 0, 1, 0, 0, 0, 0, 0, 4, ...ip.split('.').map(Number)]),
    );
    socket.send(Buffer.concat([header, query.subarray(12, end), ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  server.address = `127.0.0.1:${socket.address().port}`;
  return server;
}
