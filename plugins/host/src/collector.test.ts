import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createClient } from '@hawser/core';
import { grpcJs } from '@hawser/core/interface/grpc';
import { startPlugin } from '@hawser/core/interface/plugin';
import {
  Collector,
  type ResourceInfo,
  ResourceInfo_State,
} from '@hawser/proto/spaceone/api/inventory/plugin/collector_pb.js';
import { HostCollector } from './collector.ts';
import { parseAddress } from './kind/listening-port.ts';
import { parseApk, parseDpkg } from './kind/package.ts';
import { masked } from './kind/process.ts';

describe('the host plugin', { skip: process.platform !== 'linux' && 'it reads /proc' }, () => {
  const server = createServer();
  let plugin: Awaited<ReturnType<typeof startPlugin>>;
  let collect: (kinds?: string[]) => Promise<ResourceInfo[]>;
  let close: () => void;

  before(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    plugin = await startPlugin({
      name: 'plugin-host',
      version: '0.1.0',
      summary: 'under test',
      services: [HostCollector],
      host: '127.0.0.1',
      port: 0,
    });
    const channel = grpcJs.connect(plugin.servers[0]!.address, { maxReceiveBytes: 1 << 20, idempotent: [] });
    close = () => channel.close();
    const client = createClient(Collector, { channel: () => channel });
    collect = async kinds => {
      const found: ResourceInfo[] = [];
      const request = {
        options: (kinds ? { kinds } : {}) as { kinds: string[] },
        secretData: {},
        filter: {},
      };
      for await (const resource of client.collect(request)) found.push(resource);
      return found;
    };
  });
  after(async () => {
    close();
    server.close();
    await plugin.stop();
  });

  interface Stored {
    cloud_service_type: string;
    data: { pid?: number; port?: number; protocol?: string; size_bytes?: number; process?: { pid: number } };
    reference: { resource_id: string };
  }
  const services = (found: ResourceInfo[]) =>
    found
      .filter(({ resourceType }) => resourceType === 'inventory.CloudService')
      .map(({ resource }) => resource as unknown as Stored);

  it('finds this very process, its port and a file system', async () => {
    const found = await collect();
    assert.deepEqual(
      found.filter(({ state }) => state !== ResourceInfo_State.SUCCESS),
      [],
    );
    const all = services(found);
    const own = all.find(({ data }) => data.pid === process.pid);
    assert.ok(own, 'the test’s process');
    const { port } = server.address() as { port: number };
    const socket = all.find(({ data }) => data.port === port && data.protocol === 'tcp');
    assert.deepEqual(socket?.data.process?.pid, process.pid);
    assert.ok(
      all.some(
        ({ cloud_service_type, data }) => cloud_service_type === 'FileSystem' && (data.size_bytes ?? 0) > 0,
      ),
    );
    const types = found.filter(({ resourceType }) => resourceType === 'inventory.CloudServiceType');
    assert.equal(types.length, 5);
  });

  it('names each thing once', async () => {
    const ids = services(await collect()).map(({ reference }) => reference.resource_id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('collects the chosen kinds alone, and refuses an unknown one', async () => {
    const chosen = new Set(
      services(await collect(['Machine'])).map(({ cloud_service_type }) => cloud_service_type),
    );
    assert.deepEqual([...chosen], ['Machine']);
    await assert.rejects(collect(['Toaster']), /options\.kinds/);
  });
});

describe('reading the system', () => {
  it('turns the kernel’s addresses into ours', () => {
    assert.deepEqual(parseAddress('0100007F:1F90'), { address: '127.0.0.1', port: 8080 });
    assert.deepEqual(parseAddress('00000000000000000000000001000000:0016'), { address: '::1', port: 22 });
  });

  it('reads the databases of dpkg and apk', () => {
    const dpkg =
      'Package: a\nStatus: install ok installed\nVersion: 1\nArchitecture: all\nDescription: An a\n\nPackage: b\nStatus: deinstall ok config-files\nVersion: 2\n';
    assert.deepEqual(parseDpkg(dpkg), [{ name: 'a', version: '1', architecture: 'all', summary: 'An a' }]);
    assert.deepEqual(parseApk('P:musl\nV:1.2\nA:x86_64\nT:libc\n\n'), [
      { name: 'musl', version: '1.2', architecture: 'x86_64', summary: 'libc' },
    ]);
  });

  it('leaves secrets out of command lines', () => {
    assert.equal(
      masked('x --password=abc --token t1 postgres://u:p@h/d'),
      'x --password=*** --token *** postgres://u:***@h/d',
    );
  });
});
