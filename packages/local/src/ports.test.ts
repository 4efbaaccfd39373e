import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { freePort, requireFree } from './ports.ts';

test('a port in use is told with what for, who holds it and the way out', async () => {
  for (const host of ['127.0.0.1', '::', '0.0.0.0']) {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await assert.rejects(requireFree({ port, host, purpose: 'REST', setting: '--rest-port' }), {
      code: 'PORT_IN_USE',
      message: new RegExp(`^port ${port} \\(REST\\) is in use by .+ \\(process ${process.pid}\\)$`),
      hint: `stop it (kill ${process.pid}), or choose another port with --rest-port`,
    });
    server.close();
    await once(server, 'close');
    await requireFree({ port, host, purpose: 'REST', setting: '--rest-port' });
  }
});

test('a free port can be listened on', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
});

test("an address of another machine isn't taken for a port in use", async () => {
  await assert.rejects(requireFree({ port: 0, host: '192.0.2.1', purpose: 'REST', setting: 'x' }), {
    code: 'EADDRNOTAVAIL',
  });
});
