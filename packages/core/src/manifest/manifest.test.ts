import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Domain } from '@hawser/proto/spaceone/api/identity/v2/domain_pb.js';
import { Region } from '@hawser/proto/spaceone/api/inventory/v1/region_pb.js';
import { Service } from '../service/index.ts';
import { defineService, serviceName } from './index.ts';

class RegionService extends Service(Region) {
  get() {
    return {};
  }
}
class Empty extends Service(Region) {}

const manifest = {
  name: 'inventory',
  version: '1.0.0',
  summary: 's',
  services: [RegionService],
  servers: ['grpc'],
} as const;

describe('a manifest', () => {
  it('is returned as it is when it is right', () => {
    assert.deepEqual(defineService(manifest), manifest);
  });

  it('is refused with what is wrong', () => {
    assert.throws(
      () => defineService({ ...manifest, name: 'Inventory' }),
      /needs a name of lower-case words/,
    );
    assert.throws(() => defineService({ ...manifest, version: 'latest' }), /isn't SemVer/);
    assert.throws(
      () => defineService({ ...manifest, services: [RegionService, RegionService] }),
      /implements .*Region twice/,
    );
    assert.throws(() => defineService({ ...manifest, services: [Empty] }), /Empty, which implements no rpc/);
  });

  it('has contracts addressed by the package’s part before its version', () => {
    assert.equal(serviceName(Region), 'inventory');
    assert.equal(serviceName(Domain), 'identity');
  });
});
